import type { CohortCase, ItemValue } from '@echocohort/cohort';
import { evaluateEligibility } from '@echocohort/eligibility';
import { devicesOfCases, loadCaseContents, pageOfCases, reportsOfCases, snapshotRootsOf, type CaseContent, type CaseRow, type ConfirmedReport, type Tx } from '@echocohort/persistence';
import type { ItemInputs, StudyDefinition } from '@echocohort/study';
import { answersOfCase } from '../cases/case-facts.ts';
import { evidenceOf } from '../cases/eligibility.view.ts';
import { FACTS, slotItem } from './cohort-catalogue.ts';

/** A case with everything that a cohort and its lock read of it. */
export interface ScreenedCase {
  readonly row: CaseRow;
  /** What is kept of its content: the rest is in `answers` and in the facts. */
  readonly content: Pick<CaseContent, 'scanDate' | 'openQueries' | 'answeredQueries'>;
  readonly answers: ItemInputs;
  /** The current report and whether a second person confirmed it; null when there is none. */
  readonly report: (ConfirmedReport & { readonly confirmed: boolean }) | null;
  /** The case as libs/cohort sees it: no outcome. */
  readonly asCohortCase: CohortCase;
}

/** Few, so that what was read of them is garbage soon. */
const AT_ONCE = 200;
const EVERYONE = 10_000_000;

interface Beside {
  readonly report: ScreenedCase['report'];
  readonly devices: readonly string[];
  readonly snapshots: readonly string[];
}

/** Facts of the case that criteria may name. Only what stands against the case counts as a finding. */
function factsOf(row: CaseRow, content: CaseContent, devices: readonly string[]): Record<string, ItemValue> {
  const slots = Object.entries(content.slots).map(([slot, image]): [string, ItemValue] => [slotItem(slot), image === null ? null : true]);
  return {
    [FACTS.centre]: row.centre, [FACTS.device]: devices, [FACTS.scanDate]: content.scanDate,
    [FACTS.finding]: [...new Set(content.findings.map(({ code }) => code))].sort(), ...Object.fromEntries(slots),
  };
}

function screened(row: CaseRow, content: CaseContent, { report, devices, snapshots }: Beside, definition: StudyDefinition): ScreenedCase {
  const answers = answersOfCase(content);
  const { verdict, primaryReason } = evaluateEligibility(evidenceOf(content, report, definition), definition.eligibility);
  const items = { ...Object.fromEntries(Object.entries(answers).map(([item, answer]) => [item, answer?.value ?? null])), ...factsOf(row, content, devices) };
  return {
    row, answers, report,
    content: { scanDate: content.scanDate, openQueries: content.openQueries, answeredQueries: content.answeredQueries },
    asCohortCase: { id: row.id, code: row.code, subject: row.subjectCode, centre: row.centre, state: row.state, eligibility: { verdict, primaryReason }, items, snapshots },
  };
}

/** Every case of the study by code. The transaction's identity must see all centres and pathology. */
export async function screenedCases(tx: Tx, definition: StudyDefinition): Promise<ScreenedCase[]> {
  const rows = await pageOfCases(tx, {}, null, EVERYONE);
  const result: ScreenedCase[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const part = rows.slice(from, from + AT_ONCE);
    const ids = part.map((row) => row.id);
    const contents = await loadCaseContents(tx, part);
    const [reports, devices, snapshots] = [await reportsOfCases(tx, ids), await devicesOfCases(tx, ids), await snapshotRootsOf(tx, ids)];
    for (const row of part) {
      const content = contents.get(row.id);
      if (content === undefined) throw new Error('a case without content');
      result.push(screened(row, content, { report: reports.get(row.id) ?? null, devices: devices.get(row.id) ?? [], snapshots: snapshots.get(row.id) ?? [] }, definition));
    }
  }
  return result;
}
