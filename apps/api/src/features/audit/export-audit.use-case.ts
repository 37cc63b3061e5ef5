import { Readable } from 'node:stream';
import { auditLine } from '@echocohort/audit';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { Database, readAuditEntries, type DbIdentity, type StudyRef } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { StreamAnswer } from '../../http/stream-answer.ts';

const BATCH = 1000;

/** The whole hash chain, row by row as it was written, for `echocohort audit verify`. Only whoever may see every centre gets it: a chain with gaps proves nothing. */
@Injectable()
export class ExportAuditUseCase {
  constructor(private readonly database: Database) {}

  async run(caller: Caller): Promise<Result<StreamAnswer>> {
    if (caller.centres('audit.read') !== 'all') return refuse({ code: 'forbidden', detail: 'Only a study-wide role can export the chain: with the events of some centres left out it cannot be checked.' });
    const study: StudyRef = { id: caller.studyId, code: caller.studyCode };
    const identity = caller.dbIdentity('audit.read');
    return ok(new StreamAnswer({ sizeBytes: null, mediaType: 'application/x-ndjson', fileName: 'audit.ndjson' }, () => Readable.from(this.lines(identity, study))));
  }

  /** Batch by batch: rows are only ever added, so the parts read later continue those read before. */
  private async *lines(identity: DbIdentity, study: StudyRef): AsyncGenerator<string> {
    for (let after = 0; ; ) {
      const batch = await this.database.as(identity, (tx) => readAuditEntries(tx, study, after, BATCH));
      for (const entry of batch) yield `${auditLine(entry)}\n`;
      const last = batch.at(-1);
      if (last === undefined || batch.length < BATCH) return;
      after = last.seq;
    }
  }
}
