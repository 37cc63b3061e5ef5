import { Module } from '@nestjs/common';
import { SnapshotsModule } from '../snapshots/snapshots.module.ts';
import { ReleasesController } from './releases.controller.ts';
import { ReleasesUseCase } from './releases.use-case.ts';
import { SnapshotTokensUseCase } from './snapshot-tokens.use-case.ts';
import { TakeSnapshotUseCase } from './take-snapshot.use-case.ts';

/** Releases of snapshots, their tokens, and what they give out. */
@Module({ imports: [SnapshotsModule], controllers: [ReleasesController], providers: [ReleasesUseCase, SnapshotTokensUseCase, TakeSnapshotUseCase] })
export class ReleasesModule {}
