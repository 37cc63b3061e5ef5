import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { readTsv } from '@echocohort/cohort';
import { HARD_REMARK, sampleFiles, sampleSnapshot } from './spec-cases/sample-snapshot.ts';

// The two clients on the folder of an export; on a server they are tested with the API.

jest.setTimeout(60_000);

const ROOT = resolve(__dirname, '../../../..');
const TABLES = ['participants', 'lesions', 'images', 'outlines', 'splits', 'exclusions', 'queries'];
const has = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;

let folder: string;
const files = sampleFiles();
const leaves = sampleSnapshot().manifest.leaves.length;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clients-'));
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function rowsOf(table: string) {
  const rows = readTsv(new TextDecoder().decode(files.get(`${table}.tsv`)), table);
  if (!rows.ok) throw new Error(rows.refusal.code);
  return rows.value;
}

const packages: unknown = JSON.parse(execFileSync(process.execPath, [join(ROOT, 'tools/read-back-python.mjs')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
const modules = typeof packages === 'object' && packages !== null && 'folder' in packages ? String(packages.folder) : null;

const python = has('python3');
(python ? it : it.skip)(python ? 'Python gives every cell of every table, also of one without rows' : 'Python (skipped: no python3 on the PATH)', () => {
  const { stdout, stderr } = spawnSync('python3', [join(ROOT, 'tools/read-back/read_clients.py'), folder, TABLES.join(',')], { encoding: 'utf8', env: { ...process.env, PYTHONPATH: modules ?? '', PYTHONIOENCODING: 'utf-8' } });
  expect(stderr).toBe('');
  const found = JSON.parse(stdout) as { readonly frames: Readonly<Record<string, { readonly rows: number; readonly types: Readonly<Record<string, string>> }>> };
  expect(found).toMatchObject({ rows: Object.fromEntries(TABLES.map((table) => [table, rowsOf(table)])), files: leaves, refused: 'root-differs', words: { round: 'Round（中）', irregular: '+ Irregular（中）' } });
  expect(rowsOf('lesions')[2]?.['remark']).toBe(HARD_REMARK);
  if (modules === null) return;
  expect(Object.entries(found.frames).map(([table, { rows }]) => [table, rows])).toEqual(TABLES.map((table) => [table, rowsOf(table).length]));
  expect(found.frames['lesions']).toMatchObject({ types: { shape: 'category', scan_date: 'datetime64[s]', malignant: 'category' }, missing: { malignant: [null, null, null, 'sealed'] } });
  expect(found.frames['participants']).toMatchObject({ types: { age: 'int64', afp: 'float64' }, missing: { afp: ['not-done', null, null, null] }, labels: { age: 'Age（中） (a)' } });
});

const r = has('Rscript');
(r ? it : it.skip)(r ? 'R gives the same' : 'R (skipped: no Rscript on the PATH)', () => {
  const { stdout, stderr } = spawnSync('Rscript', [join(ROOT, 'tools/read-back/read_clients.R'), folder, TABLES.join(',')], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  expect(stderr).toBe('');
  const lines = stdout.trimEnd().split('\n').map((line) => line.trimEnd().split('\t'));
  const told = (what: string): string[][] => lines.filter(([kind]) => kind === what).map((line) => line.slice(1));
  expect(told('rows').map(([table, rows]) => [table, Number(rows)])).toEqual(TABLES.map((table) => [table, rowsOf(table).length]));
  expect(told('remark').map(([bytes]) => (bytes === 'NA' ? null : Buffer.from((bytes ?? '').split(' ').map(Number)).toString('utf8')))).toEqual(rowsOf('lesions').map(({ remark }) => remark));
  expect([told('words'), told('reason'), told('files'), told('refused')]).toEqual([[['Round（中）', '+ Irregular（中）']], [['not-done']], [[String(leaves)]], [['root-differs']]]);
});
