import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fhirFiles } from '../../index.ts';
import { pythonPath, runReader } from '../spec-cases/read-back.ts';
import { fhirSource } from '../spec-cases/sample-fhir.ts';

const python = pythonPath();
if ('skipped' in python) describe(`fhir.resources (skipped: ${python.skipped})`, () => { it.skip('takes every line as a resource of R4B', () => undefined); });
else {
  describe('fhir.resources', () => {
    let folder: string;
    beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'fhir-')); });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('takes every line as a resource of R4B, whole, and refuses one without what is required', async () => {
      for (const file of fhirFiles(fhirSource())) {
        const lines: string[] = [];
        for await (const resource of file.resources()) lines.push(`${JSON.stringify(resource)}\n`);
        writeFileSync(join(folder, `${file.type}.ndjson`), lines.join(''));
      }
      expect(JSON.parse(runReader('python3', 'read_fhir.py', [folder], python.folder))).toEqual({ faults: [], read: 36 });
      writeFileSync(join(folder, 'Patient.ndjson'), '{"resourceType":"Patient","id":"a b"}\n');
      writeFileSync(join(folder, 'ResearchSubject.ndjson'), '{"resourceType":"ResearchSubject","id":"a","status":"on-study"}\n');
      expect(JSON.parse(runReader('python3', 'read_fhir.py', [folder], python.folder))).toMatchObject({ faults: [expect.stringContaining('Patient.ndjson 1'), expect.stringContaining('ResearchSubject.ndjson 1')] });
    }, 120_000);
  });
}
