import type { FormView, routes } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { appendAudit, Database, findFormEntry, loadCaseContents, pathologyStandings, saveItemValues, type CaseContent, type CaseRow, type Tx } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { RefusalError } from '../../http/refusal.error.ts';
import { ActiveStudy, studyRef, type CurrentStudy } from '../../platform/active-study.ts';
import { answersOfCase } from '../cases/case-facts.ts';
import { advanceCase } from '../cases/case-progress.ts';
import { judgeCase, recordEligibilityChange } from '../eligibility/eligibility-change.ts';
import { formFrozen, formOfCase, type FormOfCase } from './form-place.ts';
import { formViewOf } from './form.view.ts';
import { itemChanges, type ItemChange } from './item-changes.ts';

/** What a save came with. */
export interface FormSave {
  readonly caseId: string;
  readonly formCode: string;
  /** Version that the person had read. */
  readonly version: number;
  readonly changes: BodyOf<typeof routes.saveForm>['changes'];
}

const outdated: Result<never> = refuse({ code: 'version-changed', detail: 'Somebody else saved this form meanwhile. What you typed is kept: look at the newer answers, then save again.' });

/** Saves changed answers: all of them or none. The state and eligibility of every case concerned follow in the same transaction. */
@Injectable()
export class SaveFormUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  run(caller: Caller, save: FormSave): Promise<Result<FormView>> {
    // Pathology is visible to this transaction only to judge eligibility again; the answer holds nothing of it.
    return this.database.as(caller.dbIdentity('form.write', { pathology: true }), async (tx): Promise<Result<FormView>> => {
      const study = await this.study.required(tx);
      const found = await formOfCase(tx, study, save.caseId, save.formCode, true);
      if (!found.ok) return found;
      const shut = formFrozen(found.value);
      if (shut) return refuse(shut);
      const version = (await findFormEntry(tx, found.value.place))?.version ?? 0;
      if (version !== save.version) return outdated;
      const live = found.value.concerned.filter(({ state }) => state !== 'withdrawn');
      const contents = await loadCaseContents(tx, live);
      const answers = answersOfCase(contentOf(contents, save.caseId));
      const changes = itemChanges(found.value.form, answers, save.changes);
      if (!changes.ok) return changes;
      if (changes.value.length === 0) return ok(formViewOf(found.value, version, answers));
      await this.store(tx, study, found.value, version, changes.value, caller);
      const after = await this.follow(tx, study, live, contents);
      return ok(formViewOf(found.value, version + 1, answersOfCase(contentOf(after, save.caseId))));
    });
  }

  private async store(tx: Tx, study: CurrentStudy, found: FormOfCase, version: number, changes: readonly ItemChange[], caller: Caller): Promise<void> {
    if (!(await saveItemValues(tx, found.place, version, changes, caller.personId))) throw new Error('a held form was saved by somebody else');
    const items = changes.map(({ item, change, reasonForChange }) => ({ item, change, ...(reasonForChange === null ? {} : { reason: reasonForChange }) }));
    const { code, centre } = found.case;
    await appendAudit(tx, studyRef(study), { type: 'form.saved', centre, case: code, payload: { form: found.form.code, version: version + 1, items } });
  }

  /** State and eligibility of every case that the answers belong to; gives their contents after the save. */
  private async follow(tx: Tx, study: CurrentStudy, live: readonly CaseRow[], before: Contents): Promise<Contents> {
    const reports = await pathologyStandings(tx, live.map(({ id }) => id));
    const after = new Map<string, CaseContent>();
    for (const row of live) {
      const advanced = await advanceCase(tx, study, row, 'data-changed', 'form.saved');
      // Thrown, not returned: the values must go back with it.
      if (!advanced.ok) throw new RefusalError(advanced.refusal);
      const report = reports.get(row.id) ?? null;
      const { content } = advanced.value;
      await recordEligibilityChange(tx, study, row, judgeCase(study, contentOf(before, row.id), report), judgeCase(study, content, report));
      after.set(row.id, content);
    }
    return after;
  }
}

type Contents = ReadonlyMap<string, CaseContent>;

function contentOf(contents: Contents, caseId: string): CaseContent {
  const content = contents.get(caseId);
  if (content === undefined) throw new Error('a case without content');
  return content;
}
