import { exclusionLabels, STUDY_SETS } from '@echocohort/cohort';
import { ok, type Result } from '@echocohort/kernel';
import { baselineCsv, baselineTable, flowChartSvg, flowFromRecord, type BaselineGroup } from '@echocohort/reporting';
import type { ExportRecord } from './read-record.ts';

export interface ReportFile {
  readonly path: string;
  readonly text: string;
}

/** One table or figure: its name on the command line and how it is made from the record. */
export interface Report {
  readonly name: string;
  readonly make: (record: ExportRecord) => Result<ReportFile[]>;
}

function flow({ definition, exclusions, splits }: ExportRecord): Result<ReportFile[]> {
  const cell = (row: Readonly<Record<string, string | null>>, name: string): string => row[name] ?? '';
  const boxes = flowFromRecord(
    exclusions.map((row) => ({ lesion: cell(row, 'lesion'), subject: cell(row, 'subject'), box: cell(row, 'box') })),
    splits.map((row) => ({ lesion: cell(row, 'lesion'), patient: cell(row, 'patient'), set: cell(row, 'set') })),
    exclusionLabels(definition.eligibility.criteria.map(({ code }) => code), definition.eligibility.primaryOrder),
  );
  if (!boxes.ok) return boxes;
  return ok((['en', 'zh'] as const).map((language) => ({ path: `figures/flow.${language}.svg`, text: flowChartSvg(boxes.value, language) })));
}

function table1({ definition, participants, lesions, splits }: ExportRecord): Result<ReportFile[]> {
  const group = (label: string, sets: readonly string[]): BaselineGroup => {
    const own = splits.filter((row) => sets.includes(row['set'] ?? ''));
    const [patients, chosen] = [new Set(own.map((row) => row['patient'])), new Set(own.map((row) => row['lesion']))];
    return { label, patients: participants.filter((row) => patients.has(row['subject'] ?? null)), lesions: lesions.filter((row) => chosen.has(row['lesion'] ?? null)) };
  };
  const groups = [group('all', STUDY_SETS), ...STUDY_SETS.map((set) => group(set, [set]))];
  return ok([{ path: 'tables/table1.csv', text: baselineCsv(baselineTable(definition, groups), groups) }]);
}

/** What `echocohort report` can make, in the order in which it makes it. */
export const REPORTS: readonly Report[] = [
  { name: 'flow', make: flow },
  { name: 'table1', make: table1 },
];
