import type { PathologyView } from '@echocohort/contracts';
import { ok, type Result } from '@echocohort/kernel';
import { Database, findCase, findReport } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { caseNotFound } from '../cases/case-not-found.ts';
import { pathologyViewOf } from './pathology.view.ts';

/** The pathology report of a case. */
@Injectable()
export class ShowPathologyUseCase {
  constructor(private readonly database: Database) {}

  run(caller: Caller, caseId: string): Promise<Result<PathologyView>> {
    return this.database.as(caller.dbIdentity('pathology.read', { pathology: true }), async (tx): Promise<Result<PathologyView>> => {
      const row = await findCase(tx, caseId);
      if (row === null) return caseNotFound;
      return ok(pathologyViewOf(caller, row, await findReport(tx, caseId)));
    });
  }
}
