import { routes } from '@echocohort/contracts';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { ConfirmPathologyUseCase } from './confirm-pathology.use-case.ts';
import { EnterPathologyUseCase } from './enter-pathology.use-case.ts';
import { ShowPathologyUseCase } from './show-pathology.use-case.ts';

/** The pathology of a case. */
@Controller()
export class PathologyController {
  constructor(
    private readonly showPathology: ShowPathologyUseCase,
    private readonly enterPathology: EnterPathologyUseCase,
    private readonly confirmPathology: ConfirmPathologyUseCase,
  ) {}

  @Endpoint(routes.pathology)
  show(@Who() caller: Caller, @Input() input: InputOf<typeof routes.pathology>) {
    return this.showPathology.run(caller, input.params.caseId);
  }

  @Endpoint(routes.enterPathology)
  enter(@Who() caller: Caller, @Input() input: InputOf<typeof routes.enterPathology>) {
    return this.enterPathology.run(caller, input.params.caseId, input.version, input.body);
  }

  @Endpoint(routes.confirmPathology)
  confirm(@Who() caller: Caller, @Input() input: InputOf<typeof routes.confirmPathology>) {
    return this.confirmPathology.run(caller, input.params.caseId, input.version);
  }
}
