import type { OpenedOutcome, StudyRecords } from '@echocohort/analyses';
import { readManifest, readOutcomes, readTsv, type SnapshotManifest } from '@echocohort/cohort';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { readStudyDefinition } from '@echocohort/study';
import type { SnapshotFacts } from '../content/report-source.ts';

/** Files of a snapshot or export that a report cannot do without. */
export const NEEDED_FILES = ['SNAPSHOT.json', 'study.json', 'participants.tsv', 'lesions.tsv', 'images.tsv', 'splits.tsv', 'exclusions.tsv', 'queries.tsv'] as const;
/** Files that an export has once the external outcomes are open. */
export const OPENED_FILES = ['sealed/outcomes.tsv', 'sealed/opening.json'] as const;

type Rows = readonly Readonly<Record<string, string | null>>[];

/** The records of a report: what the analyses read (without models) and what the snapshot says of itself. */
export interface ReportRecords {
  readonly records: Omit<StudyRecords, 'models'>;
  readonly snapshot: SnapshotFacts;
}

const textMember = (value: object, name: string): string | null => {
  const found: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  return typeof found === 'string' ? found : null;
};

function opening(text: string): Result<SnapshotFacts['opening']> {
  try {
    const value: unknown = JSON.parse(text);
    const [modelDigest, openedAt] = typeof value === 'object' && value !== null ? [textMember(value, 'model'), textMember(value, 'openedAt')] : [null, null];
    if (modelDigest !== null && openedAt !== null) return ok({ modelDigest, openedAt });
  } catch {
    // Falls through: unreadable JSON and a wrong form are the same to the reader.
  }
  return refuse({ code: 'opening-unreadable', detail: 'sealed/opening.json does not say which model opened the outcomes, and when.' });
}

function factsOf({ record, signatures }: SnapshotManifest, queries: Rows, opened: SnapshotFacts['opening']): SnapshotFacts {
  const times = signatures.map(({ at }) => at).sort();
  return {
    root: record.root, previousRoot: record.previousRoot, lockedAt: new Date(times.at(-1) ?? 0),
    cohort: { name: record.cohort.name, version: record.cohort.version, definition: record.cohort.definition },
    split: { seed: record.split.seed, ratio: record.split.ratio, exact: record.split.exact },
    signatures: signatures.map(({ meaning, at }) => ({ meaning, at })), audit: { events: record.audit.seq, hash: record.audit.hash },
    queries: { raised: queries.length, closed: queries.filter(({ status }) => status === 'closed').length }, opening: opened,
  };
}

/** Reads the records out of the files' texts; `textOf` gives null for a file that is not there. Whoever calls has verified them. */
export async function readReportRecords(textOf: (path: string) => Promise<string | null>): Promise<Result<ReportRecords>> {
  const texts = new Map<string, string>();
  for (const name of [...NEEDED_FILES, ...OPENED_FILES]) {
    const text = await textOf(name);
    if (text !== null) texts.set(name, text);
  }
  const lacking = NEEDED_FILES.filter((name) => !texts.has(name));
  if (lacking.length > 0) return refuse({ code: 'table-missing', detail: `The export has no ${lacking.join(', ')}; a report needs the export of a whole cohort.` });
  const manifest = readManifest(texts.get('SNAPSHOT.json') ?? '');
  return manifest.ok ? reportRecordsOf(manifest.value, texts) : manifest;
}

/** The same from a manifest that was read already and the texts of the other files by path; all of `NEEDED_FILES` but the manifest's own must be there. */
export function reportRecordsOf(manifest: SnapshotManifest, texts: ReadonlyMap<string, string>): Result<ReportRecords> {
  const definition = readStudyDefinition(JSON.parse(texts.get('study.json') ?? ''));
  if (!definition.ok) return definition;
  const tables = new Map<string, Rows>();
  for (const name of NEEDED_FILES.filter((each) => each.endsWith('.tsv'))) {
    const rows = readTsv(texts.get(name) ?? '', name);
    if (!rows.ok) return rows;
    tables.set(name, rows.value);
  }
  const opened = openedOutcomes(texts);
  if (!opened.ok) return opened;
  const rowsOf = (name: (typeof NEEDED_FILES)[number]): Rows => tables.get(name) ?? [];
  return ok({
    records: {
      definition: definition.value, participants: rowsOf('participants.tsv'), lesions: rowsOf('lesions.tsv'), images: rowsOf('images.tsv'), splits: rowsOf('splits.tsv'), exclusions: rowsOf('exclusions.tsv'),
      opened: opened.value.outcomes, snapshotRoot: manifest.record.root,
    },
    snapshot: factsOf(manifest, rowsOf('queries.tsv'), opened.value.opening),
  });
}

function openedOutcomes(texts: ReadonlyMap<string, string>): Result<{ outcomes: readonly OpenedOutcome[]; opening: SnapshotFacts['opening'] }> {
  const [outcomes, said] = OPENED_FILES.map((name) => texts.get(name));
  if (outcomes === undefined || said === undefined) return ok({ outcomes: [], opening: null });
  const rows = readOutcomes(outcomes);
  if (!rows.ok) return rows;
  const facts = opening(said);
  return facts.ok ? ok({ outcomes: rows.value.map(({ lesion, malignant, type, method, specimenDate }) => ({ lesion, malignant, histology: type, pathologyMethod: method, specimenDate })), opening: facts.value }) : facts;
}
