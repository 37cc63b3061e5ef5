import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataTable } from '@echocohort/statistics';
import { CaseUnreadable } from '../../statistics/adapter.ts';
import { readCaseFile, type CaseFile } from '../../statistics/case-file.ts';
import { readTable } from '../../statistics/read-table.ts';

/** The reference cases of a folder and its data files, read once. */
export interface CaseFolder {
  readonly files: readonly CaseFile[];
  /** Files in `cases` that have another form. */
  readonly unreadable: readonly string[];
  table(csv: string): DataTable;
}

const named = async (folder: string, ending: string): Promise<string[]> => (await readdir(folder)).filter((name) => name.endsWith(ending)).sort();

/** Reads `cases/*.json` and `data/*.csv`; null when the folder has no cases. */
export async function readCaseFolder(folder: string): Promise<CaseFolder | null> {
  let names: string[];
  try {
    names = await named(join(folder, 'cases'), '.json');
  } catch {
    return null;
  }
  const files: CaseFile[] = [];
  const unreadable: string[] = [];
  for (const name of names) {
    const file = readCaseFile(await readFile(join(folder, 'cases', name), 'utf8'));
    if (file === null) unreadable.push(name);
    else files.push(file);
  }
  const csvNames = await named(join(folder, 'data'), '.csv').catch((): string[] => []);
  const texts = new Map(await Promise.all(csvNames.map(async (name) => [name, await readFile(join(folder, 'data', name), 'utf8')] as const)));
  const tables = new Map<string, DataTable>();
  return {
    files,
    unreadable,
    table(csv) {
      const known = tables.get(csv);
      if (known) return known;
      const text = texts.get(csv);
      if (text === undefined) throw new CaseUnreadable(`there is no data file ${csv}`);
      const table = readTable(text);
      tables.set(csv, table);
      return table;
    },
  };
}
