import { readTsv } from '@echocohort/cohort';
import { readText, type ExportSource } from '@echocohort/export';
import { ok, type Result } from '@echocohort/kernel';
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

/** Reads definition and tables of a verified export. */
export async function readRecord(source: ExportSource): Promise<Result<ExportRecord>> {
  const definition = readStudyDefinition(JSON.parse(await readText(source, 'study.json')));
  if (!definition.ok) return definition;
  const tables: Rows[] = [];
  for (const name of ['participants.tsv', 'lesions.tsv', 'splits.tsv', 'exclusions.tsv']) {
    const rows = readTsv(await readText(source, name), name);
    if (!rows.ok) return rows;
    tables.push(rows.value);
  }
  const [participants = [], lesions = [], splits = [], exclusions = []] = tables;
  return ok({ definition: definition.value, participants, lesions, splits, exclusions });
}
