import { routes } from '@echocohort/contracts';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { DefineCohortUseCase } from './define-cohort.use-case.ts';
import { PreviewCohortUseCase } from './preview-cohort.use-case.ts';
import { ShowCohortsUseCase } from './show-cohorts.use-case.ts';
import { SplitCohortUseCase } from './split-cohort.use-case.ts';

/** Cohorts up to their lock. */
@Controller()
export class CohortsController {
  constructor(
    private readonly shown: ShowCohortsUseCase,
    private readonly define: DefineCohortUseCase,
    private readonly previewed: PreviewCohortUseCase,
    private readonly drawn: SplitCohortUseCase,
  ) {}

  @Endpoint(routes.listCohorts)
  list(@Who() caller: Caller) {
    return this.shown.all(caller);
  }

  @Endpoint(routes.createCohort)
  create(@Who() caller: Caller, @Input() input: InputOf<typeof routes.createCohort>) {
    return this.define.create(caller, input.body);
  }

  @Endpoint(routes.cohort)
  one(@Who() caller: Caller, @Input() input: InputOf<typeof routes.cohort>) {
    return this.shown.one(caller, input.params.cohortId);
  }

  @Endpoint(routes.redefineCohort)
  redefine(@Who() caller: Caller, @Input() input: InputOf<typeof routes.redefineCohort>) {
    return this.define.change(caller, input.params.cohortId, input.version, input.body);
  }

  @Endpoint(routes.cohortPreview)
  preview(@Who() caller: Caller, @Input() input: InputOf<typeof routes.cohortPreview>) {
    return this.previewed.run(caller, input.params.cohortId);
  }

  @Endpoint(routes.splitCohort)
  split(@Who() caller: Caller, @Input() input: InputOf<typeof routes.splitCohort>) {
    return this.drawn.run(caller, input.params.cohortId, input.version, input.body.seed);
  }
}
