import { Module } from '@nestjs/common';
import { SnapshotsModule } from '../snapshots/snapshots.module.ts';
import { MakeSuccessorUseCase } from './make-successor.use-case.ts';
import { WithdrawSubjectUseCase } from './withdraw-subject.use-case.ts';
import { WithdrawalsController } from './withdrawals.controller.ts';

/** Withdrawn patients and what follows from them. */
@Module({ imports: [SnapshotsModule], controllers: [WithdrawalsController], providers: [WithdrawSubjectUseCase, MakeSuccessorUseCase] })
export class WithdrawalsModule {}
