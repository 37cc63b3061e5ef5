import type { routes } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { JobQueue } from '@echocohort/jobs';
import { ok, type Result } from '@echocohort/kernel';
import { Database, findSnapshot, insertExport } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { agreeInPassing } from '../agreements/agreement-in-force.ts';
import { notTakenBack } from '../releases/check-release.ts';
import { snapshotNotFound } from '../snapshots/snapshot.view.ts';
import { exportViewOf, type ExportView } from './export.view.ts';

/** Asks for an export of a snapshot; a job makes it. Who asks agrees to the agreement in force. The job exists exactly when the request does. */
@Injectable()
export class RequestExportUseCase {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobQueue,
  ) {}

  run(caller: Caller, snapshotId: string, { agreement = null, agreementDigest }: BodyOf<typeof routes.requestExport>): Promise<Result<ExportView>> {
    return this.database.as(caller.dbIdentity('export.make'), async (tx): Promise<Result<ExportView>> => {
      const snapshot = await findSnapshot(tx, caller.studyId, snapshotId);
      if (snapshot === null) return snapshotNotFound;
      const given = await notTakenBack(tx, snapshotId);
      if (!given.ok) return given;
      const agreed = await agreeInPassing(tx, caller, agreementDigest, 'export');
      if (!agreed.ok) return agreed;
      const row = await insertExport(tx, snapshotId, caller.personId, agreement, agreed.value.id);
      await this.jobs.send('export', { exportId: row.id }, { within: tx.prisma });
      return ok(exportViewOf(row));
    });
  }
}
