import { routes } from '@echocohort/contracts';
import type { Result } from '@echocohort/kernel';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import type { StreamAnswer } from '../../http/stream-answer.ts';
import { BundleFileUseCase } from './bundle-file.use-case.ts';
import { ChangeRunUseCase } from './change-run.use-case.ts';
import { DryRunUseCase } from './dry-run.use-case.ts';
import { ModelProofUseCase } from './model-proof.use-case.ts';
import { ShowRunsUseCase } from './show-runs.use-case.ts';
import { StartRunUseCase } from './start-run.use-case.ts';
import { TrainingQueueUseCase } from './training-queue.use-case.ts';

/** Training runs. */
@Controller()
export class RunsController {
  constructor(
    private readonly started: StartRunUseCase,
    private readonly trials: DryRunUseCase,
    private readonly shown: ShowRunsUseCase,
    private readonly changed: ChangeRunUseCase,
    private readonly queued: TrainingQueueUseCase,
    private readonly proof: ModelProofUseCase,
    private readonly files: BundleFileUseCase,
  ) {}

  @Endpoint(routes.startRun)
  start(@Who() caller: Caller, @Input() input: InputOf<typeof routes.startRun>) {
    return this.started.run(caller, input.params.snapshotId, input.body);
  }

  @Endpoint(routes.startDryRun)
  startTrial(@Who() caller: Caller, @Input() input: InputOf<typeof routes.startDryRun>) {
    return this.trials.start(caller, input.params.snapshotId, input.body);
  }

  @Endpoint(routes.dryRun)
  trial(@Who() caller: Caller, @Input() input: InputOf<typeof routes.dryRun>) {
    return this.trials.show(caller, input.params.snapshotId, input.params.dryRunId);
  }

  @Endpoint(routes.listRuns)
  list(@Who() caller: Caller) {
    return this.shown.all(caller);
  }

  @Endpoint(routes.run)
  one(@Who() caller: Caller, @Input() input: InputOf<typeof routes.run>) {
    return this.shown.one(caller, input.params.runId);
  }

  @Endpoint(routes.runLog)
  log(@Who() caller: Caller, @Input() input: InputOf<typeof routes.runLog>) {
    return this.shown.log(caller, input.params.runId, input.query);
  }

  @Endpoint(routes.pauseRun)
  pause(@Who() caller: Caller, @Input() input: InputOf<typeof routes.pauseRun>) {
    return this.changed.pause(caller, input.params.runId, input.body.reason);
  }

  @Endpoint(routes.resumeRun)
  resume(@Who() caller: Caller, @Input() input: InputOf<typeof routes.resumeRun>) {
    return this.changed.resume(caller, input.params.runId);
  }

  @Endpoint(routes.cancelRun)
  cancel(@Who() caller: Caller, @Input() input: InputOf<typeof routes.cancelRun>) {
    return this.changed.cancel(caller, input.params.runId, input.body.reason);
  }

  @Endpoint(routes.trainingQueue)
  queue(@Who() caller: Caller) {
    return this.queued.run(caller);
  }

  @Endpoint(routes.runLesions)
  lesions(@Who() caller: Caller, @Input() input: InputOf<typeof routes.runLesions>) {
    return this.proof.lesions(caller, input.params.runId);
  }

  @Endpoint(routes.patientModels)
  models(@Who() caller: Caller, @Input() input: InputOf<typeof routes.patientModels>) {
    return this.proof.models(caller, input.params.subjectCode);
  }

  @Endpoint(routes.bundleFile)
  file(@Who() caller: Caller, @Input() input: InputOf<typeof routes.bundleFile>): Promise<Result<StreamAnswer>> {
    return this.files.run(caller, input.params.runId, input.params.file);
  }
}
