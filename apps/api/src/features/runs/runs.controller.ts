import { routes } from '@echocohort/contracts';
import type { Result } from '@echocohort/kernel';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import type { StreamAnswer } from '../../http/stream-answer.ts';
import { BundleFileUseCase } from './bundle-file.use-case.ts';
import { CancelRunUseCase } from './cancel-run.use-case.ts';
import { ShowRunsUseCase } from './show-runs.use-case.ts';
import { StartRunUseCase } from './start-run.use-case.ts';

/** Training runs. */
@Controller()
export class RunsController {
  constructor(
    private readonly started: StartRunUseCase,
    private readonly shown: ShowRunsUseCase,
    private readonly cancelled: CancelRunUseCase,
    private readonly files: BundleFileUseCase,
  ) {}

  @Endpoint(routes.startRun)
  start(@Who() caller: Caller, @Input() input: InputOf<typeof routes.startRun>) {
    return this.started.run(caller, input.params.snapshotId, input.body);
  }

  @Endpoint(routes.listRuns)
  list(@Who() caller: Caller) {
    return this.shown.all(caller);
  }

  @Endpoint(routes.run)
  one(@Who() caller: Caller, @Input() input: InputOf<typeof routes.run>) {
    return this.shown.one(caller, input.params.runId);
  }

  @Endpoint(routes.cancelRun)
  cancel(@Who() caller: Caller, @Input() input: InputOf<typeof routes.cancelRun>) {
    return this.cancelled.run(caller, input.params.runId, input.body.reason);
  }

  @Endpoint(routes.bundleFile)
  file(@Who() caller: Caller, @Input() input: InputOf<typeof routes.bundleFile>): Promise<Result<StreamAnswer>> {
    return this.files.run(caller, input.params.runId, input.params.file);
  }
}
