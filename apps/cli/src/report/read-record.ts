import { readTsv } from '@echocohort/cohort';
import { readText, type ExportSource } from '@echocohort/export';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { readStudyDefinition, type StudyDefinition } from '@echocohort/study';

type Rows = readonly Readonly<Record<string, string | null>>[];

/** The tables of an export that reports are made from. */
export interface ExportRecord {
  readonly definition: StudyDefinition;
  readonly participants: Rows;
  readonly lesions: Rows;
  readonly splits: Rows;
  readonly exclusions: Rows;
}

const TABLES = ['participants.tsv', 'lesions.tsv', 'splits.tsv', 'exclusions.tsv'] as const;

/** Reads definition and tables of a verified export; refuses one that lacks a table. */
export async function readRecord(source: ExportSource): Promise<Result<ExportRecord>> {
  const there = new Set((await source.list()).map(({ path }) => path));
  const lacking = ['study.json', ...TABLES].filter((name) => !there.has(name));
  if (lacking.length > 0) return refuse({ code: 'table-missing', detail: `The export has no ${lacking.join(', ')}; a report needs the export of a whole cohort.` });
  const definition = readStudyDefinition(JSON.parse(await readText(source, 'study.json')));
  if (!definition.ok) return definition;
  const tables: Rows[] = [];
  for (const name of TABLES) {
    const rows = readTsv(await readText(source, name), name);
    if (!rows.ok) return rows;
    tables.push(rows.value);
  }
  const [participants = [], lesions = [], splits = [], exclusions = []] = tables;
  return ok({ definition: definition.value, participants, lesions, splits, exclusions });
}
