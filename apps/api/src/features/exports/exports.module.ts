import { Module } from '@nestjs/common';
import { JobRegistry } from '../../jobs/job-registry.ts';
import { DownloadExportUseCase } from './download-export.use-case.ts';
import { ExportsController } from './exports.controller.ts';
import { EXTRA_FILES, extraFiles } from './extra-files.ts';
import { MakeExportJob } from './make-export.job.ts';
import { ExportWorkshop } from './export-workshop.ts';
import { ReportSources } from './report-source.ts';
import { RequestExportUseCase } from './request-export.use-case.ts';
import { SettleLostExportsTask } from './settle-lost-exports.task.ts';
import { ShowExportsUseCase } from './show-exports.use-case.ts';

/** Exports: asked for, made by a job, taken. */
@Module({ controllers: [ExportsController], providers: [RequestExportUseCase, ShowExportsUseCase, DownloadExportUseCase, MakeExportJob, SettleLostExportsTask, ExportWorkshop, ReportSources, { provide: EXTRA_FILES, useValue: extraFiles }] })
export class ExportsModule {
  constructor(jobs: JobRegistry, made: MakeExportJob, lost: SettleLostExportsTask) {
    jobs.add(made);
    jobs.repeat(lost);
  }
}
