import type { PanelCase } from '@echocohort/contracts-reading';
import { ok, type Result } from '@echocohort/kernel';
import { Database, findCase, threadsOfCase } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy } from '../../platform/active-study.ts';
import { caseNotFound } from '../cases/case-not-found.ts';
import { loadCase } from '../cases/case-progress.ts';
import { panelCaseOf } from './panel-case.view.ts';

/** The contact sheet of one case. */
@Injectable()
export class ShowPanelCaseUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  run(caller: Caller, caseId: string): Promise<Result<PanelCase>> {
    return this.database.as(caller.dbIdentity('panel.review'), async (tx): Promise<Result<PanelCase>> => {
      const study = await this.study.required(tx);
      const row = await findCase(tx, caseId);
      if (row === null) return caseNotFound;
      const { content } = await loadCase(tx, study, row);
      return ok(panelCaseOf(row, content, await threadsOfCase(tx, caseId), study.definition));
    });
  }
}
