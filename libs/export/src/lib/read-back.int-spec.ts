import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { readTsv } from '@echocohort/cohort';
import { z } from 'zod';
import { wholeExport } from './spec-cases/sample-snapshot.ts';

// Making every format loads several libraries; on a busy machine that takes its time.
jest.setTimeout(60_000);

const ROOT = resolve(__dirname, '../../../..');
const hasR = spawnSync('Rscript', ['--version'], { stdio: 'ignore' }).status === 0;

let folder: string;
let files: ReadonlyMap<string, Uint8Array>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'read-export-'));
  files = await wholeExport(true);
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const readWithR = () => spawnSync('Rscript', [join(ROOT, 'tools/read-back/read_export.R'), folder], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } });

(hasR ? describe : describe.skip)(hasR ? 'r/read.R in R' : 'r/read.R in R (skipped: no Rscript on the PATH)', () => {
  it('gives every cell of every table with code, label and missing reason', () => {
    const { stdout, stderr, status } = readWithR();
    expect([status, stderr]).toEqual([0, '']);
    const found = new Map(stdout.split('\n').map((line) => line.split('\t')).filter(([kind]) => kind !== 'label').map(([kind, table, column, row, value, reason, tag]) => [`${table} ${column} ${row}`, { kind, value, reason, tag }]));
    for (const table of ['participants', 'lesions', 'images', 'queries', 'outlines']) {
      const rows = readTsv(new TextDecoder().decode(files.get(`${table}.tsv`)), table);
      if (!rows.ok) throw new Error(rows.refusal.code);
      for (const [at, row] of rows.value.entries()) {
        for (const [column, value] of Object.entries(row)) {
          if (/_(label|missing)$/.test(column)) continue;
          const cell = found.get(`${table} ${column} ${at + 1}`);
          const sealed = value === 'sealed' && cell?.kind !== 'text';
          const label = row[`${column}_label`];
          const reason = sealed ? 'sealed' : (row[`${column}_missing`] ?? '');
          expect([table, column, at, cell?.reason]).toEqual([table, column, at, reason]);
          if (value === null || sealed) expect([table, column, cell?.kind === 'text' && cell.value === '' ? 'NA' : cell?.value]).toEqual([table, column, 'NA']);
          else if (cell?.kind === 'number') expect([column, Number(cell.value)]).toEqual([column, Number(value)]);
          else if (cell?.kind === 'factor') expect(cell.value?.startsWith(label ? `${value}=${label}` : `${value}=`)).toBe(true);
          else expect([column, cell?.value]).toEqual([column, value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t')]);
        }
      }
    }
    expect(stdout).toContain('label\tparticipants\tafp\t\t\tAFP / AFP（中） (ng/mL)');
    expect(stdout).toMatch(/number\tparticipants\tafp\t1\tNA\tnot-done\ta/);
    expect(stdout).toContain('factor\tlesions\tshape\t1\tround=Round / Round（中）');
  });

  it('stops at a table that is not that of the manifest', () => {
    writeFileSync(join(folder, 'lesions.tsv'), Buffer.concat([Buffer.from(files.get('lesions.tsv') ?? []), Buffer.from('x')]));
    const { stderr, status } = readWithR();
    expect([status === 0, stderr.includes('lesions.tsv')]).toEqual([false, true]);
  });
});

const packages: unknown = JSON.parse(execFileSync(process.execPath, [join(ROOT, 'tools/read-back-python.mjs')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
const modules = typeof packages === 'object' && packages !== null && 'folder' in packages ? String(packages.folder) : null;
const hasPython = spawnSync('python3', ['--version'], { stdio: 'ignore' }).status === 0;
(hasPython ? describe : describe.skip)(hasPython ? 'odm/study.xml' : 'odm/study.xml (skipped: no python3 on the PATH)', () => {
  it(modules === null ? 'keeps the rules of ODM 1.3.2 (its schema is skipped: odmlib and xmlschema cannot be installed)' : 'keeps the rules and the schema of ODM 1.3.2', () => {
    const { stdout, stderr } = spawnSync('python3', [join(ROOT, 'tools/read-back/check_odm.py'), join(folder, 'odm/study.xml')], { encoding: 'utf8', env: { ...process.env, PYTHONPATH: modules ?? '' } });
    expect([stdout.trim(), stderr]).toEqual(['[]', '']);
  }, 120_000);
});

(modules === null ? describe.skip : describe)(modules === null ? 'dataset-json/define.xml (skipped: odmlib, xmlschema and pyreadstat cannot be installed)' : 'dataset-json/define.xml', () => {
  it('keeps the schema of Define-XML 2.1 and says what the files hold, as pyreadstat reads them', () => {
    const { stdout, stderr } = spawnSync('python3', [join(ROOT, 'tools/read-back/check_define.py'), folder], { encoding: 'utf8', env: { ...process.env, PYTHONPATH: modules ?? '' } });
    expect([stdout.trim(), stderr]).toEqual(['[]', '']);
  }, 120_000);
});

const validatorsText = execFileSync(process.execPath, [join(ROOT, 'tools/validators.mjs')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const validators = z.union([z.object({ folder: z.string(), fhirSchema: z.string(), bids: z.string() }), z.object({ skipped: z.string() })]).parse(JSON.parse(validatorsText));
if ('skipped' in validators) {
  const { skipped } = validators;
  describe(`fhir/ and the layout (skipped: ${skipped})`, () => { it.skip('keep the published schema and rules', () => undefined); });
} else {
  const { folder: modules, fhirSchema, bids } = validators;
  const env = { ...process.env, PYTHONPATH: modules, PYTHONDONTWRITEBYTECODE: '1' };

  describe('fhir/', () => {
    it('keeps the JSON schema that HL7 publishes for R4, which a wrong resource does not', () => {
      const judge = (at: string): unknown => JSON.parse(execFileSync('python3', [join(ROOT, 'tools/read-back/check_fhir_schema.py'), fhirSchema, at], { encoding: 'utf8', env }));
      const lines = [...files].filter(([path]) => /^fhir\/.*\.ndjson$/.test(path)).reduce((sum, [, bytes]) => sum + new TextDecoder().decode(bytes).trimEnd().split('\n').length, 0);
      expect(lines).toBeGreaterThan(20);
      expect(judge(join(folder, 'fhir'))).toEqual({ faults: [], read: lines });
      const wrong = mkdtempSync(join(folder, 'wrong-'));
      writeFileSync(join(wrong, 'Patient.ndjson'), '{"resourceType":"Patient","id":"a","gendre":"male"}\n{"resourceType":"Patient","gender":7}\n');
      expect(judge(wrong)).toMatchObject({ read: 2, faults: [expect.stringContaining('Patient.ndjson 1'), expect.stringContaining('Patient.ndjson 2')] });
      rmSync(wrong, { recursive: true });
    }, 120_000);
  });

  describe('the layout, as the validator of BIDS sees it', () => {
    it('lacks nothing but the folders of subjects, for which BIDS has no type, and has the code of the study as first column', () => {
      const { stdout } = spawnSync('python3', [bids, '--format', 'json', folder], { encoding: 'utf8', env });
      const { issues } = z.object({ issues: z.object({ issues: z.array(z.object({ severity: z.string(), code: z.string(), location: z.string().optional() })) }) }).parse(JSON.parse(stdout));
      const errors = issues.issues.filter(({ severity }) => severity === 'error').map(({ code, location }) => `${code} ${location ?? ''}`);
      expect(errors.sort()).toEqual(['PARTICIPANT_ID_MISMATCH /participants.tsv', 'TSV_COLUMN_ORDER_INCORRECT /participants.tsv']);
    }, 120_000);
  });
}
