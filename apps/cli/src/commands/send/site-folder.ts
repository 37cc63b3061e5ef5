import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, refuse } from '@echocohort/kernel';
import type { Result } from '@echocohort/kernel';
import { parseCsv } from './parse-csv.ts';

/** Item values of a row, by `form.item`. */
export type ItemCells = ReadonlyMap<string, string>;

export interface SiteLesion {
  /** Name of the folder: the centre's own, never printed. */
  readonly folder: string;
  readonly path: string;
  readonly files: readonly string[];
  readonly cells: ItemCells;
}

export interface SiteSubject {
  readonly folder: string;
  readonly lesions: readonly SiteLesion[];
  readonly cells: ItemCells;
}

/** What a site has laid out for sending: `CENTRE/SUBJECT/LESION/NN_slot.dcm` and two tables beside it. */
export interface SiteFolder {
  readonly centre: string;
  readonly subjects: readonly SiteSubject[];
}

/** Reads the layout; refuses with one sentence that says what to do. Names of folders appear in no message: they may be patients'. */
export async function readSiteFolder(root: string, asked: string | undefined): Promise<Result<SiteFolder>> {
  const names = await foldersIn(root);
  if (names === null) return refuse({ code: 'folder-unreadable', detail: 'The folder cannot be read. Give the folder that holds the centre\'s folder, such as C03.' });
  const centres = names.filter((name) => name !== 'receipts');
  const centre = asked ?? (centres.length === 1 ? centres[0] : undefined);
  if (centre === undefined) return refuse({ code: 'which-centre', detail: `The folder holds ${centres.length} folders that could be a centre. Say which one with --centre.` });
  const subjectNames = await foldersIn(join(root, centre));
  if (subjectNames === null) return refuse({ code: 'centre-folder-missing', detail: `There is no folder ${centre} in it. Lay the files out as ${centre}/<subject>/<lesion>/<NN_slot>.dcm.` });
  const subjectTable = await table(root, centre, 'subjects.csv', ['subject']);
  const lesionTable = await table(root, centre, 'lesions.csv', ['subject', 'lesion']);
  if (!subjectTable.ok) return subjectTable;
  if (!lesionTable.ok) return lesionTable;
  const subjects: SiteSubject[] = [];
  for (const folder of subjectNames) {
    const lesions: SiteLesion[] = [];
    for (const lesion of (await foldersIn(join(root, centre, folder))) ?? []) {
      const path = join(root, centre, folder, lesion);
      const files = (await readdir(path)).filter((name) => name.toLowerCase().endsWith('.dcm')).sort();
      lesions.push({ folder: lesion, path, files, cells: lesionTable.value.get(key(folder, lesion)) ?? new Map() });
    }
    subjects.push({ folder, lesions, cells: subjectTable.value.get(key(folder)) ?? new Map() });
  }
  return ok({ centre, subjects });
}

const key = (...parts: readonly string[]): string => parts.join('\u0000');

/** Sub-folders in order of name; links are not followed, hidden ones passed over. */
async function foldersIn(path: string): Promise<string[] | null> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map((entry) => entry.name).sort();
  } catch {
    return null;
  }
}

/** Rows of a table beside the centre's folder or inside it, by the values of its key columns; no table = no rows. */
async function table(root: string, centre: string, name: string, keyColumns: readonly string[]): Promise<Result<Map<string, ItemCells>>> {
  const text = (await textOf(join(root, name))) ?? (await textOf(join(root, centre, name)));
  const rows = new Map<string, ItemCells>();
  if (text === null) return ok(rows);
  const [head = [], ...body] = parseCsv(text);
  const missing = keyColumns.filter((column) => !head.includes(column));
  if (missing.length > 0) return refuse({ code: 'column-missing', detail: `${name} has no column "${missing.join('", "')}". Its first line must name it.` });
  for (const row of body) {
    const cells = new Map(head.map((column, index) => [column, row[index] ?? '']));
    rows.set(key(...keyColumns.map((column) => cells.get(column) ?? '')), new Map([...cells].filter(([column, value]) => column.includes('.') && value !== '')));
  }
  return ok(rows);
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}
