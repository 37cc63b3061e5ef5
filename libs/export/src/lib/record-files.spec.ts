import { readTrainingIndex, readTsv, SNAPSHOT_FORMAT, type SnapshotRecord } from '@echocohort/cohort';
import { exportTables, imagePaths, manifestPieces, manifestText, recordFiles, recordPieces, type SnapshotContent } from '../index.ts';
import { csvCell } from './codebook.ts';
import { sampleContent } from './spec-cases/sample-snapshot.ts';

const textOf = (path: string, content = sampleContent()): string => recordFiles(content).find((file) => file.path === path)?.text ?? '';
function rowsOf(path: string): Readonly<Record<string, string | null>>[] {
  const rows = readTsv(textOf(path), path);
  if (!rows.ok) throw new Error(rows.refusal.code);
  return rows.value;
}

const digest = 'd'.repeat(64);
const manifestRecord: SnapshotRecord = {
  format: SNAPSHOT_FORMAT, study: { code: 's', version: '1', definition: digest, protocolVersion: '1' }, cohort: { id: 'c', name: 'C', version: 1, definition: { centres: null, criteria: [], trainingParts: 4, internalParts: 1 } },
  split: { id: 'p', seed: '1', ratio: '4:1', exact: true, assignment: digest }, sets: [], audit: { seq: 0, hash: digest }, previousRoot: null, contentDigest: digest, leafListDigest: digest, root: digest,
};

describe('recordFiles', () => {
  it('writes codes, labels and missing reasons side by side', () => {
    expect(rowsOf('lesions.tsv')[0]).toMatchObject({ lesion: 'C01-0001-L1', shape: 'round', shape_label: 'Round', shape_missing: null, halo: '1', halo_label: 'yes', histology: 'hcc', malignant: '1' });
    expect(rowsOf('participants.tsv')[0]).toMatchObject({ subject: 'C01-0001', participant_id: 'sub-C010001', afp: null, afp_missing: 'not-done', centre_role: 'development' });
    expect(rowsOf('lesions.tsv')[0]).toMatchObject({ remark: null, remark_missing: 'not-entered' });
  });

  it('runs no formula in a spreadsheet and still reads back', () => {
    expect(textOf('lesions.tsv')).toContain('\t\'=HYPERLINK("x")\t');
    expect(rowsOf('lesions.tsv')[1]?.['remark']).toBe('=HYPERLINK("x")');
  });

  it('never holds an outcome of an external centre: two records that differ only there give the same bytes', () => {
    expect(rowsOf('lesions.tsv').at(-1)).toMatchObject({ lesion: 'C12-0001-L1', histology: 'sealed', histology_label: 'sealed', malignant: 'sealed', pathology_method: 'sealed', specimen_date: 'sealed' });
    expect(recordFiles(sampleContent(false))).toEqual(recordFiles(sampleContent(true)));
  });

  it('does not depend on the order in which the record was read', () => {
    const content = sampleContent();
    const reversed = { ...content, subjects: [...content.subjects].reverse(), lesions: [...content.lesions].reverse(), images: [...content.images].reverse() };
    expect(recordFiles(reversed)).toEqual(recordFiles(content));
  });

  it('digests the rows of a table also when nobody took its lines, or only some', () => {
    const whole = new Map(recordFiles(sampleContent()).map(({ path, text }) => [path, text]));
    for (const { path, pieces } of recordPieces(sampleContent())) if (path === 'row-digests.tsv') expect([...pieces].join('')).toBe(whole.get(path));
  });

  it('numbers several images of one slot by their digests, in whatever order lesions and images come', () => {
    const content = sampleContent();
    const [first, ...rest] = content.images;
    if (first === undefined) throw new Error('fixture');
    const more = ['f'.repeat(64), '0'.repeat(64)].map((sha256) => ({ ...first, sha256 }));
    const pathsOf = (images: SnapshotContent['images']): string[] => [...imagePaths({ ...content, images })].map(([{ sha256 }, path]) => `${sha256} ${path}`).sort();
    const together = pathsOf([first, ...more, ...rest]);
    expect(together.filter((path) => /_[23]\.dcm$/.test(path))).toHaveLength(2);
    expect(pathsOf([first, ...rest, ...more])).toEqual(together);
    expect(pathsOf([...more, ...rest, first].reverse())).toEqual(together);
  });

  it('writes a manifest piece by piece as it would write it whole', () => {
    const head = { record: manifestRecord, signatures: [], attestation: null };
    for (const leaves of [[], [{ path: 'a.tsv', sha256: 'a'.repeat(64), size: 1 }], [{ path: 'a.tsv', sha256: 'a'.repeat(64), size: 1 }, { path: 'b"é.tsv', sha256: 'b'.repeat(64), size: 2 }]]) {
      expect([...manifestPieces(head, leaves)].join('')).toBe(manifestText({ ...head, leaves }));
    }
  });

  it('has a first column that is unique and sorted in every table', () => {
    for (const { path } of exportTables(sampleContent())) {
      const keys = textOf(path).trimEnd().split('\n').slice(1).map((line) => line.split('\t')[0] ?? '');
      expect(keys).toEqual([...new Set(keys)].sort());
    }
  });

  it('gives training what it needs', () => {
    expect(readTrainingIndex((path) => textOf(path))).toMatchObject({ ok: true, value: { lesionSlots: ['L1'], lesions: [{ malignant: true }, {}, {}, { set: 'external_validation', malignant: null }] } });
  });

  it('explains every column of every table in codebook, sidecar and schema', () => {
    const schema: unknown = JSON.parse(textOf('codebook.schema.json'));
    for (const table of exportTables(sampleContent())) {
      const sidecar: unknown = JSON.parse(textOf(table.path.replace('.tsv', '.json')));
      for (const column of table.columns) {
        expect(textOf('codebook.csv')).toContain(`${table.path},${column.name},`);
        expect(textOf('codebook.html')).toContain(`<code>${column.name}</code>`);
        expect(sidecar).toHaveProperty([column.name, 'LongName'], column.description.en);
        expect(schema).toHaveProperty(['$defs', table.path.replace('.tsv', ''), 'properties', column.name]);
      }
    }
    expect(textOf('codebook.csv')).toContain("lesions.tsv,shape,code,ultrasound,shape,Shape,Shape（中）,,,,irregular,'+ Irregular,'+ Irregular（中）");
  });

  it.each([['=1+1', "'=1+1"], ["'x", "''x"], ['a,b', '"a,b"'], ['say "x"', '"say ""x"""'], [-1, '-1'], [null, '']])('csv cell %j is %s', (value, cell) => expect(csvCell(value)).toBe(cell));
});
