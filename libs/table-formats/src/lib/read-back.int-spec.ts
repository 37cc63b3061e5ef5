import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { randomDataset } from './spec-cases/random-dataset.ts';
import { hasR, pythonPath, runReader, writeAll } from './spec-cases/read-back.ts';
import { edgeDataset, emptyDataset, hardDataset, sampleDataset } from './spec-cases/sample-dataset.ts';

/** The formats as their users' programs read them. Skipped, with the reason in the name, where those cannot be had. */
let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'read-back-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const python = pythonPath();
const random = fc.sample(randomDataset(12), { numRuns: 1 })[0] ?? sampleDataset;
const DATASETS = [['the sample', sampleDataset], ['hard contents', hardDataset], ['the edges', edgeDataset], ['twelve random tables', random]] as const;

if ('skipped' in python) describe(`pyreadstat, pandas, openpyxl (skipped: ${python.skipped})`, () => { it.skip('read what was written', () => undefined); });
else {
  describe('pyreadstat, pandas, openpyxl', () => {
    it.each([...DATASETS, ['tables without rows', emptyDataset] as const])('find every value, code, label, missing reason and Chinese text: %s', async (name, dataset) => {
      await writeAll(join(folder, name), dataset);
      expect(JSON.parse(runReader('python3', 'read_tables.py', [join(folder, name)], python.folder))).toEqual([]);
    }, 120_000);
  });
}

if (!hasR()) describe('haven and foreign (skipped: no Rscript with them; Debian r-cran-haven)', () => { it.skip('read what was written', () => undefined); });
else {
  describe('haven and foreign', () => {
    it.each([...DATASETS, ['tables without rows', emptyDataset] as const])('find every value and every letter of a missing reason: %s', async (name, dataset) => {
      await writeAll(join(folder, `R ${name}`), dataset);
      expect(runReader('Rscript', 'read_tables.R', [join(folder, `R ${name}`)])).toBe('');
    }, 120_000);
  });
}
