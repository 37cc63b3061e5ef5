import { Module } from '@nestjs/common';
import { SnapshotsModule } from '../snapshots/snapshots.module.ts';
import { CohortBuilderController } from './cohort-builder.controller.ts';
import { CohortsController } from './cohorts.controller.ts';
import { CohortFiguresUseCase } from './cohort-figures.use-case.ts';
import { CompareDefinitionsUseCase } from './compare-definitions.use-case.ts';
import { DefineCohortUseCase } from './define-cohort.use-case.ts';
import { PreviewDefinitionUseCase } from './preview-definition.use-case.ts';
import { PreviewCohortUseCase } from './preview-cohort.use-case.ts';
import { ShowCohortsUseCase } from './show-cohorts.use-case.ts';
import { SplitCohortUseCase } from './split-cohort.use-case.ts';

/** Cohorts: defined, previewed, split. */
@Module({ imports: [SnapshotsModule], controllers: [CohortsController, CohortBuilderController], providers: [CohortFiguresUseCase, CompareDefinitionsUseCase, PreviewDefinitionUseCase, ShowCohortsUseCase, DefineCohortUseCase, PreviewCohortUseCase, SplitCohortUseCase] })
export class CohortsModule {}
