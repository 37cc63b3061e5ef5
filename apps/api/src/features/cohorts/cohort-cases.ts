import type { CohortCase, ItemValue } from '@echocohort/cohort';
import { evaluateEligibility } from '@echocohort/eligibility';
import { devicesOfCases, loadCaseContents, pageOfCases, reportsOfCases, snapshotRootsOf, type CaseContent, type CaseRow, type ConfirmedReport, type Tx } from '@echocohort/persistence';
import type { ItemInputs, StudyDefinition } from '@echocohort/study';
import { answersOfCase } from '../cases/case-facts.ts';
import { evidenceOf } from '../cases/eligibility.view.ts';
import { FACTS, slotItem } from './cohort-catalogue.ts';
import { PackedAnswers, RecordShapes } from './packed-record.ts';

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

interface Beside {
  readonly report: ScreenedCase['report'];
  readonly devices: readonly string[];
  readonly snapshots: readonly string[];
}

/** Facts of the case that criteria may name, as they are kept: slots by name, filled or not. */
interface Facts {
  readonly devices: readonly string[];
  readonly findings: readonly string[];
  readonly slots: readonly string[];
  readonly filled: readonly string[];
}

const FILLED = 'filled';

/** Only what stands against the case counts as a finding. */
function factsOf(content: CaseContent, devices: readonly string[], shapes: RecordShapes): Facts {
  const slots = Object.entries(content.slots);
  return {
    devices: shapes.list(devices), findings: shapes.list([...new Set(content.findings.map(({ code }) => code))].sort()),
    slots: shapes.list(slots.map(([slot]) => slotItem(slot))), filled: shapes.list(slots.map(([, image]) => (image === null ? '' : FILLED))),
  };
}

/** A case whose answers are packed: those of every case of the study are in memory at once. */
class PackedCase implements ScreenedCase {
  readonly asCohortCase: CohortCase;
  private readonly packed: PackedAnswers;

  constructor(readonly row: CaseRow, readonly content: ScreenedCase['content'], readonly report: ScreenedCase['report'], answers: ItemInputs, facts: Facts, standing: Pick<CohortCase, 'eligibility' | 'snapshots'>, shapes: RecordShapes) {
    const packed = new PackedAnswers(answers, shapes);
    this.packed = packed;
    this.asCohortCase = { id: row.id, code: row.code, subject: row.subjectCode, centre: row.centre, state: row.state, ...standing, get items() { return itemsOf(packed, row, content, facts); } };
  }

  get answers(): ItemInputs {
    return this.packed.unpacked();
  }
}

function itemsOf(packed: PackedAnswers, row: CaseRow, content: ScreenedCase['content'], { devices, findings, slots, filled }: Facts): Record<string, ItemValue> {
  const items: Record<string, ItemValue> = {};
  for (const [item, answer] of Object.entries(packed.unpacked())) items[item] = answer.value;
  for (const [index, slot] of slots.entries()) items[slot] = filled[index] === FILLED ? true : null;
  return Object.assign(items, { [FACTS.centre]: row.centre, [FACTS.device]: devices, [FACTS.scanDate]: content.scanDate, [FACTS.finding]: findings });
}

function screened(row: CaseRow, content: CaseContent, { report, devices, snapshots }: Beside, definition: StudyDefinition, shapes: RecordShapes): ScreenedCase {
  const { verdict, primaryReason } = evaluateEligibility(evidenceOf(content, report, definition), definition.eligibility);
  const kept = { scanDate: content.scanDate, openQueries: content.openQueries, answeredQueries: content.answeredQueries };
  const said = report === null ? null : { ...report, typeCode: shapes.code(report.typeCode), method: shapes.code(report.method) };
  return new PackedCase(row, kept, said, answersOfCase(content), factsOf(content, devices, shapes), { eligibility: { verdict, primaryReason }, snapshots: shapes.list(snapshots) }, shapes);
}

/** Every case of the study by code. The transaction's identity must see all centres and pathology. */
export async function screenedCases(tx: Tx, definition: StudyDefinition): Promise<ScreenedCase[]> {
  const result: ScreenedCase[] = [];
  const shapes = new RecordShapes();
  for (let part = await pageOfCases(tx, {}, null, AT_ONCE); part.length > 0; part = part.length < AT_ONCE ? [] : await pageOfCases(tx, {}, part.at(-1)?.code ?? null, AT_ONCE)) {
    const ids = part.map((row) => row.id);
    const contents = await loadCaseContents(tx, part);
    const [reports, devices, snapshots] = [await reportsOfCases(tx, ids), await devicesOfCases(tx, ids), await snapshotRootsOf(tx, ids)];
    for (const row of part) {
      const content = contents.get(row.id);
      if (content === undefined) throw new Error('a case without content');
      result.push(screened(row, content, { report: reports.get(row.id) ?? null, devices: devices.get(row.id) ?? [], snapshots: snapshots.get(row.id) ?? [] }, definition, shapes));
    }
  }
  return result;
}
