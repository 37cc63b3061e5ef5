import { routes } from '@echocohort/contracts';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { RunFailuresUseCase } from './run-failures.use-case.ts';

/** Pictures of lesions that a model calls wrongly. */
@Controller()
export class RunImagesController {
  constructor(private readonly failures: RunFailuresUseCase) {}

  @Endpoint(routes.runFailures)
  list(@Who() caller: Caller, @Input() input: InputOf<typeof routes.runFailures>) {
    return this.failures.list(caller, input.params.runId);
  }

  @Endpoint(routes.failurePictures)
  pictures(@Who() caller: Caller, @Input() input: InputOf<typeof routes.failurePictures>) {
    return this.failures.pictures(caller, input.params.runId, input.params.lesion);
  }

  @Endpoint(routes.failurePicture)
  picture(@Who() caller: Caller, @Input() input: InputOf<typeof routes.failurePicture>) {
    return this.failures.picture(caller, input.params, input.query.width);
  }
}
