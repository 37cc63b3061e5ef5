import { routes } from '@echocohort/contracts';
import type { Result } from '@echocohort/kernel';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import type { StreamAnswer } from '../../http/stream-answer.ts';
import { CrossValidationUseCase } from './cross-validation.use-case.ts';

/** Cross-validations by patient. */
@Controller()
export class CrossValidationsController {
  constructor(private readonly folds: CrossValidationUseCase) {}

  @Endpoint(routes.startCrossValidation)
  start(@Who() caller: Caller, @Input() input: InputOf<typeof routes.startCrossValidation>) {
    return this.folds.start(caller, input.params.snapshotId, input.body);
  }

  @Endpoint(routes.listCrossValidations)
  list(@Who() caller: Caller) {
    return this.folds.list(caller);
  }

  @Endpoint(routes.crossValidation)
  one(@Who() caller: Caller, @Input() input: InputOf<typeof routes.crossValidation>) {
    return this.folds.one(caller, input.params.crossValidationId);
  }

  @Endpoint(routes.restartFold)
  restart(@Who() caller: Caller, @Input() input: InputOf<typeof routes.restartFold>) {
    return this.folds.restart(caller, input.params.crossValidationId, input.params.fold);
  }

  @Endpoint(routes.outOfFoldScores)
  scores(@Who() caller: Caller, @Input() input: InputOf<typeof routes.outOfFoldScores>): Promise<Result<StreamAnswer>> {
    return this.folds.predictions(caller, input.params.crossValidationId);
  }
}
