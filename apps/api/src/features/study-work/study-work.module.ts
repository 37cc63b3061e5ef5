import { Global, Module } from '@nestjs/common';
import { StudyDesk } from './study-desk.ts';

/** The desk for work on the whole study; cohorts, snapshots and withdrawals hand theirs in. */
@Global()
@Module({ providers: [StudyDesk], exports: [StudyDesk] })
export class StudyWorkModule {}
