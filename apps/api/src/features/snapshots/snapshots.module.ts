import { Module } from '@nestjs/common';
import { LockCohortUseCase } from './lock-cohort.use-case.ts';
import { ShowSnapshotsUseCase } from './show-snapshots.use-case.ts';
import { SnapshotsController } from './snapshots.controller.ts';

/** Locked snapshots. */
@Module({ controllers: [SnapshotsController], providers: [LockCohortUseCase, ShowSnapshotsUseCase] })
export class SnapshotsModule {}
