import { Module } from '@nestjs/common';
import { JobRegistry } from '../../jobs/job-registry.ts';
import { SecondOpinionModule } from '../second-opinion/second-opinion.module.ts';
import { SnapshotsModule } from '../snapshots/snapshots.module.ts';
import { AnalyseSnapshotJob } from './analyse-snapshot.job.ts';
import { AnalysesController } from './analyses.controller.ts';
import { AnalysisWorkshop } from './analysis-workshop.ts';
import { DownloadReportUseCase } from './download-report.use-case.ts';
import { FailureMapMaker } from './failure-map-maker.ts';
import { ReadRiskUseCase } from './read-risk.use-case.ts';
import { RequestAnalysisUseCase } from './request-analysis.use-case.ts';
import { SettleLostAnalysesTask } from './settle-lost-analyses.task.ts';
import { ShowAnalysesUseCase } from './show-analyses.use-case.ts';

/** Analyses of locked snapshots: asked for, made by a job, shown, taken as a report. */
@Module({ imports: [SnapshotsModule, SecondOpinionModule], controllers: [AnalysesController], providers: [AnalysisWorkshop, FailureMapMaker, RequestAnalysisUseCase, ShowAnalysesUseCase, ReadRiskUseCase, DownloadReportUseCase, AnalyseSnapshotJob, SettleLostAnalysesTask] })
export class AnalysesModule {
  constructor(jobs: JobRegistry, analysed: AnalyseSnapshotJob, lost: SettleLostAnalysesTask) {
    jobs.add(analysed);
    jobs.repeat(lost);
  }
}
