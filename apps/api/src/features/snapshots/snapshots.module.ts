import { Module } from '@nestjs/common';
import { CompareSnapshotsUseCase } from './compare-snapshots.use-case.ts';
import { LockChallenge } from './lock-challenge.ts';
import { LockCohortUseCase } from './lock-cohort.use-case.ts';
import { ReadSnapshot } from './read-snapshot.ts';
import { ShowSnapshotsUseCase } from './show-snapshots.use-case.ts';
import { SnapshotsController } from './snapshots.controller.ts';

/** Locked snapshots. */
@Module({ controllers: [SnapshotsController], providers: [LockChallenge, LockCohortUseCase, ShowSnapshotsUseCase, CompareSnapshotsUseCase, ReadSnapshot], exports: [LockCohortUseCase, ReadSnapshot] })
export class SnapshotsModule {}
