import { Module } from '@nestjs/common';
import { JobRegistry } from '../../jobs/job-registry.ts';
import { BundleFileUseCase } from './bundle-file.use-case.ts';
import { CancelRunUseCase } from './cancel-run.use-case.ts';
import { FinishTrainingJob } from './finish-training.job.ts';
import { LostTrainingJob } from './lost-training.job.ts';
import { RunProgressReader } from './run-progress-reader.ts';
import { RunsController } from './runs.controller.ts';
import { ShowRunsUseCase } from './show-runs.use-case.ts';
import { StartRunUseCase } from './start-run.use-case.ts';

/** Training: asked for, followed, stopped; the model registered and the external outcomes opened for it. */
@Module({ controllers: [RunsController], providers: [RunProgressReader, StartRunUseCase, ShowRunsUseCase, CancelRunUseCase, BundleFileUseCase, FinishTrainingJob, LostTrainingJob] })
export class RunsModule {
  constructor(jobs: JobRegistry, finished: FinishTrainingJob, lost: LostTrainingJob) {
    jobs.add(finished);
    jobs.add(lost);
  }
}
