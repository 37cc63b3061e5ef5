import { Module } from '@nestjs/common';
import { JobRegistry } from '../../jobs/job-registry.ts';
import { NoticesModule } from '../notices/notices.module.ts';
import { SnapshotsModule } from '../snapshots/snapshots.module.ts';
import { BundleFileUseCase } from './bundle-file.use-case.ts';
import { ChangeRunUseCase } from './change-run.use-case.ts';
import { CombineFolds } from './combine-folds.ts';
import { CrossValidationUseCase } from './cross-validation.use-case.ts';
import { CrossValidationsController } from './cross-validations.controller.ts';
import { DryRunUseCase } from './dry-run.use-case.ts';
import { FinishTrainingJob } from './finish-training.job.ts';
import { ModelProofUseCase } from './model-proof.use-case.ts';
import { RecordLesionsTask } from './record-lesions.task.ts';
import { RunProgressReader } from './run-progress-reader.ts';
import { RunsController } from './runs.controller.ts';
import { ShowRunsUseCase } from './show-runs.use-case.ts';
import { StartRunUseCase } from './start-run.use-case.ts';
import { SweepLeftoversTask } from './sweep-leftovers.task.ts';
import { SweepTrialsTask } from './sweep-trials.task.ts';
import { TrainingQueueUseCase } from './training-queue.use-case.ts';
import { ReadStanding } from './training-standing.ts';

/** Training: asked for, tried out, followed, paused and stopped; the model registered and the external outcomes opened for it; folds put together. */
@Module({
  imports: [SnapshotsModule, NoticesModule],
  controllers: [RunsController, CrossValidationsController],
  providers: [
    RunProgressReader, ReadStanding, ShowRunsUseCase, StartRunUseCase, DryRunUseCase, ChangeRunUseCase, TrainingQueueUseCase, BundleFileUseCase, CrossValidationUseCase, CombineFolds, ModelProofUseCase,
    FinishTrainingJob, SweepTrialsTask, SweepLeftoversTask, RecordLesionsTask,
  ],
})
export class RunsModule {
  constructor(jobs: JobRegistry, finished: FinishTrainingJob, trials: SweepTrialsTask, leftovers: SweepLeftoversTask, lesions: RecordLesionsTask) {
    jobs.add(finished);
    for (const task of [trials, leftovers, lesions]) jobs.repeat(task);
  }
}
