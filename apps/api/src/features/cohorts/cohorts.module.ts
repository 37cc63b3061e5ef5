import { Module } from '@nestjs/common';
import { CohortsController } from './cohorts.controller.ts';
import { DefineCohortUseCase } from './define-cohort.use-case.ts';
import { PreviewCohortUseCase } from './preview-cohort.use-case.ts';
import { ShowCohortsUseCase } from './show-cohorts.use-case.ts';
import { SplitCohortUseCase } from './split-cohort.use-case.ts';

/** Cohorts: defined, previewed, split. */
@Module({ controllers: [CohortsController], providers: [ShowCohortsUseCase, DefineCohortUseCase, PreviewCohortUseCase, SplitCohortUseCase] })
export class CohortsModule {}
