import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { Configuration } from './configuration/configuration.ts';
import { AnalysesModule } from './features/analyses/analyses.module.ts';
import { AuditModule } from './features/audit/audit.module.ts';
import { AuthModule } from './features/auth/auth.module.ts';
import { CasesModule } from './features/cases/cases.module.ts';
import { CohortsModule } from './features/cohorts/cohorts.module.ts';
import { ExportsModule } from './features/exports/exports.module.ts';
import { FormsModule } from './features/forms/forms.module.ts';
import { AgreementsModule } from './features/agreements/agreements.module.ts';
import { OutlinesModule } from './features/outlines/outlines.module.ts';
import { TextCheckModule } from './features/text-check/text-check.module.ts';
import { PanelModule } from './features/panel/panel.module.ts';
import { PathologyModule } from './features/pathology/pathology.module.ts';
import { IntakeModule } from './features/intake/intake.module.ts';
import { PasswordModule } from './features/password/password.module.ts';
import { PeopleModule } from './features/people/people.module.ts';
import { QueriesModule } from './features/queries/queries.module.ts';
import { NoticesModule } from './features/notices/notices.module.ts';
import { RunImagesModule } from './features/run-images/run-images.module.ts';
import { RunsModule } from './features/runs/runs.module.ts';
import { ReleasesModule } from './features/releases/releases.module.ts';
import { SecondOpinionModule } from './features/second-opinion/second-opinion.module.ts';
import { SealingModule } from './features/sealing/sealing.module.ts';
import { SnapshotsModule } from './features/snapshots/snapshots.module.ts';
import { StudyModule } from './features/study/study.module.ts';
import { TemplatesModule } from './features/templates/templates.module.ts';
import { WithdrawalsModule } from './features/withdrawals/withdrawals.module.ts';
import { StudyWorkModule } from './features/study-work/study-work.module.ts';
import { SystemModule } from './features/system/system.module.ts';
import { HttpModule } from './http/http.module.ts';
import type { Log } from './platform/log.ts';
import { PlatformModule, type PlatformOptions } from './platform/platform.module.ts';

/** Every feature, once: the HTTP process serves their routes, the worker process runs their jobs. */
const FEATURES: Type[] = [
  SystemModule,
  AuthModule,
  PeopleModule, PasswordModule,
  StudyModule,
  AuditModule,
  CasesModule,
  IntakeModule,
  FormsModule,
  OutlinesModule, TextCheckModule,
  PathologyModule,
  QueriesModule,
  PanelModule,
  CohortsModule, StudyWorkModule,
  SnapshotsModule,
  SealingModule,
  AgreementsModule,
  ReleasesModule,
  WithdrawalsModule,
  ExportsModule,
  RunsModule, NoticesModule,
  SecondOpinionModule, RunImagesModule,
  AnalysesModule,
  TemplatesModule,
];

/** One provider list for both processes. */
@Module({})
export class AppModule {
  static with(configuration: Configuration, log: Log, options: PlatformOptions): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.with(configuration, log, options), HttpModule, ...FEATURES] };
  }
}
