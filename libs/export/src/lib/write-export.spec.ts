import { gunzipSync } from 'node:zlib';
import { readDataset } from './derived/dataset.ts';
import { makeExport, sampleSnapshot, wholeExport } from './spec-cases/sample-snapshot.ts';

// Making every format loads several libraries; on a busy machine that takes its time.
jest.setTimeout(60_000);

describe('a whole export', () => {
  it('has every folder of the interface, from one definition', async () => {
    const paths = [...(await wholeExport()).keys()];
    for (const path of [
      'README.md', 'dataset_description.json', 'SNAPSHOT.json', 'EXPORT.json', 'MANIFEST.sha256', 'verify.mjs', 'codebook.csv', 'codebook.html', 'codebook.schema.json', 'audit.ndjson',
      'sas/lesions.xpt', 'sas/lesions_v5.xpt', 'sas/names.csv', 'sas/read.sas', 'spss/lesions.sav', 'spss/names.csv', 'spss/value_labels.csv', 'stata/names.csv', 'stata/participants.dta', 'r/read.R', 'parquet/images.parquet', 'parquet/outlines.parquet', 'excel/sample.xlsx', 'odm/study.xml', 'dataset-json/lesions.json', 'dataset-json/define.xml', 'redcap/data_dictionary.csv',
      'fhir/manifest.json', 'fhir/Patient.ndjson', 'fhir/QuestionnaireResponse.ndjson',
      'dicom/C01-0001/C01-0001-L1/01_L1.dcm', 'seg/C01-0001/C01-0001-L1/01_L1.dcm', 'sr/C01-0001/C01-0001-L1/01_L1.dcm', 'masks/C01-0001/C01-0001-L1/01_L1.png', 'masks/C01-0001/C01-0001-L1/01_L1.nii.gz', 'coco.json',
    ]) expect(paths).toContain(path);
    expect(paths.at(-1)).toBe('MANIFEST.sha256');
    expect(paths).not.toContain('seg/not-made.tsv');
  });

  it('is the same bytes each time', async () => {
    const [one, two] = [await wholeExport(), await makeExport()];
    for (const [path, bytes] of one) expect([path, Buffer.compare(Buffer.from(bytes), Buffer.from(two.get(path) ?? []))]).toEqual([path, 0]);
    expect(two.size).toBe(one.size);
  });

  it('keeps outcomes of external centres sealed in every format until they are opened', async () => {
    const { manifest, objects, opened } = sampleSnapshot();
    const read = (path: string) => Promise.resolve(new TextDecoder().decode(objects.get(manifest.leaves.find((leaf) => leaf.path === path)?.sha256 ?? '')) || null);
    const histologyOf = async (outcomes: Uint8Array | null) => {
      const result = await readDataset(manifest, read, outcomes);
      const table = result.ok ? result.value.dataset.tables.find(({ name }) => name === 'lesions') : undefined;
      const at = table?.columns.findIndex(({ name }) => name === 'histology') ?? -1;
      return table?.rows.map((row) => row[at]);
    };
    expect(await histologyOf(null)).toEqual(['hcc', 'hcc', 'hcc', { missing: 'sealed' }]);
    expect(await histologyOf(opened.outcomes)).toEqual(['hcc', 'hcc', 'hcc', 'hcc']);
  });

  it('says in the ODM document who changed an item, when and why', async () => {
    const xml = new TextDecoder().decode((await wholeExport()).get('odm/study.xml'));
    expect(xml).toContain('<ItemData ItemOID="IT.lesions.shape" Value="round"><AuditRecord><UserRef UserOID="USR.p7"/><LocationRef LocationOID="LOC.C01"/><DateTimeStamp>1970-01-01T00:00:01.000Z</DateTimeStamp><ReasonForChange>read again</ReasonForChange><SourceID>5</SourceID></AuditRecord></ItemData>');
    expect(xml).toContain('<FlagValue CodeListOID="CL.missing-reason">not-done</FlagValue>');
  });

  it('says in define.xml what each data set is made of and where each column comes from', async () => {
    const { manifest } = sampleSnapshot();
    const xml = new TextDecoder().decode((await wholeExport()).get('dataset-json/define.xml'));
    expect(xml).toContain(`Root of the locked snapshot: ${manifest.record.root}.`);
    expect(xml).toContain('<def:Origin Type="Collected" Source="Investigator"><Description><TranslatedText xml:lang="en">Form Ultrasound, item shape</TranslatedText><TranslatedText xml:lang="zh">表单 Ultrasound（中），条目 shape</TranslatedText></Description></def:Origin>');
    for (const href of ['lesions.json', '../sas/lesions.xpt', '../sas/lesions_v5.xpt', 'outlines.json']) expect(xml).toContain(`xlink:href="${href}"`);
    expect(xml).not.toContain('../sas/outlines');
  });

  it('gives a NIfTI mask the scale of its image', async () => {
    const files = await wholeExport();
    const mask = Buffer.from(gunzipSync(files.get('masks/C01-0001/C01-0001-L1/01_L1.nii.gz') ?? new Uint8Array()));
    expect([mask.readInt16LE(42), mask.readInt16LE(44), mask[123], mask.readFloatLE(80), mask.readFloatLE(84)]).toEqual([100, 80, 2, Math.fround(0.2), Math.fround(0.2)]);
  });

  it('writes FHIR resources a line each, counted in their list, with outcomes masked until they are opened', async () => {
    const linesOf = (files: ReadonlyMap<string, Uint8Array>, type: string) => new TextDecoder().decode(files.get(`fhir/${type}.ndjson`)).split('\n').filter((line) => line !== '');
    const [sealed, opened] = [await wholeExport(), await wholeExport(true)];
    const list = JSON.parse(new TextDecoder().decode(sealed.get('fhir/manifest.json'))) as { readonly files: readonly { readonly type: string; readonly path: string; readonly count: number }[] };
    expect(list).toMatchObject({ fhirVersion: '4.0.1', snapshotRoot: sampleSnapshot().manifest.record.root, imagesNotReferredTo: [] });
    expect(list.files.map(({ path }) => path).sort()).toEqual([...sealed.keys()].filter((path) => path.endsWith('.ndjson') && path.startsWith('fhir/')).sort());
    for (const { type, count } of list.files) {
      const types = linesOf(sealed, type).map((line) => (JSON.parse(line) as { readonly resourceType: string }).resourceType);
      expect([type, types]).toEqual([type, Array.from({ length: count }, () => type)]);
    }
    const outcome = (files: ReadonlyMap<string, Uint8Array>) => JSON.parse(linesOf(files, 'Observation').find((line) => line.includes('"C12-0001-L1..malignant"')) ?? '{}') as unknown;
    expect(outcome(sealed)).toMatchObject({ status: 'registered', dataAbsentReason: { coding: [{ code: 'masked' }, { code: 'sealed' }] } });
    expect(outcome(sealed)).not.toHaveProperty('valueBoolean');
    expect(outcome(opened)).toMatchObject({ status: 'final', valueBoolean: true, effectiveDateTime: '2020-03-01' });
    // The UIDs are those of the image of this very lesion.
    expect(JSON.parse(linesOf(sealed, 'ImagingStudy')[0] ?? '{}')).toMatchObject({ id: 'C01-0001-L1', series: [{ uid: '2.25.01000113', instance: [{ uid: '2.25.01000111' }] }] });
  });
});
