import type { CohortCase } from '@echocohort/cohort';
import { evaluateEligibility } from '@echocohort/eligibility';
import { loadCaseContents, pageOfCases, reportsOfCases, type CaseContent, type CaseRow, type ConfirmedReport, type Tx } from '@echocohort/persistence';
import type { ItemInputs, StudyDefinition } from '@echocohort/study';
import { answersOfCase } from '../cases/case-facts.ts';
import { evidenceOf } from '../cases/eligibility.view.ts';

/** A case with everything that a cohort and its lock read of it. */
export interface ScreenedCase {
  readonly row: CaseRow;
  readonly content: CaseContent;
  readonly answers: ItemInputs;
  /** The current report and whether a second person confirmed it; null when there is none. */
  readonly report: (ConfirmedReport & { readonly confirmed: boolean }) | null;
  /** The case as libs/cohort sees it: no outcome. */
  readonly asCohortCase: CohortCase;
}

const AT_ONCE = 1000;
const EVERYONE = 10_000_000;

function screened(row: CaseRow, content: CaseContent, report: ScreenedCase['report'], definition: StudyDefinition): ScreenedCase {
  const answers = answersOfCase(content);
  const { verdict, primaryReason } = evaluateEligibility(evidenceOf(content, report, definition), definition.eligibility);
  const items = Object.fromEntries(Object.entries(answers).map(([item, answer]) => [item, answer?.value ?? null]));
  return {
    row, content, answers, report,
    asCohortCase: { id: row.id, code: row.code, subject: row.subjectCode, centre: row.centre, state: row.state, eligibility: { verdict, primaryReason }, items },
  };
}

/** Every case of the study by code. The transaction's identity must see all centres and pathology. */
export async function screenedCases(tx: Tx, definition: StudyDefinition): Promise<ScreenedCase[]> {
  const rows = await pageOfCases(tx, {}, null, EVERYONE);
  const result: ScreenedCase[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const part = rows.slice(from, from + AT_ONCE);
    const contents = await loadCaseContents(tx, part);
    const reports = await reportsOfCases(tx, part.map((row) => row.id));
    for (const row of part) {
      const content = contents.get(row.id);
      if (content === undefined) throw new Error('a case without content');
      result.push(screened(row, content, reports.get(row.id) ?? null, definition));
    }
  }
  return result;
}
