import {
  leafListDigest, lockDigest, lockReadiness, merkleRoot, readManifest, readTrainingIndex, sha256OfText, writeTsv,
  isLeafPath, SNAPSHOT_FORMAT, type LockContent, type SnapshotLeaf, type SnapshotManifest,
} from '../index.ts';

const leaf = (path: string, text: string): SnapshotLeaf => ({ path, sha256: sha256OfText(text), size: text.length });
const leaves = [leaf('lesions.tsv', 'a'), leaf('dicom/C01-0001/C01-0001-L1/01_B1.dcm', 'b'), leaf('audit.ndjson', 'c')];
const definition = { centres: null, criteria: [], trainingParts: 4, internalParts: 1 };

function manifestOf(own: readonly SnapshotLeaf[]): SnapshotManifest {
  const root = merkleRoot(own);
  const digest = sha256OfText('content');
  return {
    record: {
      format: SNAPSHOT_FORMAT, study: { code: 'fll-liver', version: '1.0', definition: digest, protocolVersion: '1.0' },
      cohort: { id: 'c', name: 'Main', version: 1, definition }, split: { id: 's', seed: '1', ratio: '4:1', exact: true, assignment: digest },
      sets: [{ set: 'training', patients: 1, lesions: 1, byCentre: { C01: 1 } }], audit: { seq: 3, hash: digest }, previousRoot: null,
      contentDigest: digest, leafListDigest: leafListDigest(own), root,
    },
    signatures: [{ person: 'p', meaning: 'I reviewed this', digest, root, at: '2026-11-23T10:00:00.000Z' }], attestation: null, leaves: [...own],
  };
}

describe('readManifest', () => {
  const good = manifestOf(leaves);
  it('reads what was written', () => expect(readManifest(JSON.stringify(good))).toEqual({ ok: true, value: good }));
  it.each<[string, unknown, string]>([
    ['a file with another digest', { ...good, leaves: [leaf('lesions.tsv', 'x'), ...leaves.slice(1)] }, 'manifest-leaves-differ'],
    ['a file less', { ...good, leaves: leaves.slice(1) }, 'manifest-leaves-differ'],
    ['a leaf list digest made to fit', { ...good, leaves: leaves.slice(1), record: { ...good.record, leafListDigest: leafListDigest(leaves.slice(1)) } }, 'manifest-root-differs'],
    ['a root made to fit as well', { ...manifestOf(leaves.slice(1)), signatures: good.signatures }, 'manifest-signature-other-root'],
    ['a path twice', { ...good, leaves: [...leaves, ...leaves] }, 'manifest-path-twice'],
    ['a path that climbs out', { ...good, leaves: [{ ...leaves[0], path: '../x' }] }, 'manifest-unreadable'],
    ['a field more', { ...good, extra: 1 }, 'manifest-unreadable'],
  ])('refuses %s', (_, value, code) => expect(readManifest(JSON.stringify(value))).toMatchObject({ ok: false, refusal: { code } }));
  it('refuses text that is not JSON', () => expect(readManifest('{')).toMatchObject({ ok: false, refusal: { code: 'manifest-unreadable' } }));
});

it.each([['a/b.tsv', true], ['../a', false], ['a//b', false], ['/a', false], ['a/./b', false], ['a\\b', false], ['a b', false], ['', false], ['C:', false]])('%j is a leaf path: %s', (path, is) => expect(isLeafPath(path)).toBe(is));

describe('lockDigest', () => {
  const content: LockContent = { study: 's', studyVersion: '1', cohort: { id: 'c', version: 1, definition }, split: { id: 's', seed: '1' }, leaves };
  it('stands while only the audit trail and the sealed commitment move', () => {
    expect(lockDigest({ ...content, leaves: [...leaves.slice(0, 2), leaf('audit.ndjson', 'longer'), leaf('sealed/commitment.json', 'x')] })).toBe(lockDigest(content));
    expect(lockDigest({ ...content, leaves: [...leaves].reverse() })).toBe(lockDigest(content));
  });
  it.each<[string, Partial<LockContent>]>([
    ['a changed file', { leaves: [leaf('lesions.tsv', 'z'), ...leaves.slice(1)] }], ['another seed', { split: { id: 's', seed: '2' } }], ['another version', { cohort: { id: 'c', version: 2, definition } }],
  ])('moves with %s', (_, change) => expect(lockDigest({ ...content, ...change })).not.toBe(lockDigest(content)));
});

describe('readTrainingIndex', () => {
  const texts: Record<string, string> = {
    'protocol.json': JSON.stringify({ version: '1', slots: [{ code: 'L2', order: 2, role: 'lesion', imageType: 'b-mode', counted: true }, { code: 'L1', order: 1, role: 'lesion', imageType: 'b-mode', counted: true }, { code: 'B1', order: 3, role: 'background', imageType: 'b-mode', counted: true }] }),
    'lesions.tsv': writeTsv({ columns: ['lesion', 'subject', 'centre', 'malignant'], rows: [['C01-0001-L1', 'C01-0001', 'C01', 1], ['C12-0001-L1', 'C12-0001', 'C12', 'sealed']] }),
    'splits.tsv': writeTsv({ columns: ['lesion', 'patient', 'centre', 'set'], rows: [['C01-0001-L1', 'C01-0001', 'C01', 'training'], ['C12-0001-L1', 'C12-0001', 'C12', 'external_validation']] }),
    'images.tsv': writeTsv({ columns: ['lesion', 'slot', 'path', 'sha256'], rows: [['C01-0001-L1', 'L1', 'dicom/C01-0001/C01-0001-L1/01_L1.dcm', 'ab']] }),
  };
  const read = (change: Record<string, string> = {}) => readTrainingIndex((path) => ({ ...texts, ...change })[path] ?? '');

  it('names lesion slots from the protocol, and knows no sealed outcome', () => {
    expect(read()).toMatchObject({
      ok: true,
      value: { lesionSlots: ['L1', 'L2'], lesions: [{ lesion: 'C01-0001-L1', set: 'training', malignant: true }, { lesion: 'C12-0001-L1', set: 'external_validation', malignant: null }], images: [{ slot: 'L1' }] },
    });
  });
  it.each([['protocol.json', '{}', 'snapshot-protocol-unreadable'], ['splits.tsv', 'lesion\tset\n', 'snapshot-lesion-unreadable'], ['images.tsv', 'lesion\tslot\nx\ty\n', 'snapshot-image-unreadable'], ['lesions.tsv', '', 'table-empty']])('refuses a wrong %s', (path, text, code) =>
    expect(read({ [path]: text })).toMatchObject({ ok: false, refusal: { code } }));
});

describe('lockReadiness', () => {
  const sets = [{ set: 'training' as const, lesions: 4, patients: 4, byCentre: {} }, { set: 'internal_validation' as const, lesions: 1, patients: 1, byCentre: {} }];
  const ready = { included: 5, sets, changedSinceSplit: 0, openQueriesOnIncluded: 0, unconfirmedReports: 0, withoutOutcome: 0 };
  it('is ready when nothing stands in the way', () => expect(lockReadiness(ready).every((line) => line.ready)).toBe(true));
  it('says nothing of a split that is not there', () => expect(lockReadiness({ ...ready, sets: null }).map(({ code }) => code)).not.toEqual(expect.arrayContaining(['split-set-empty'])));
  it('says one of a thing as one', () => expect(lockReadiness({ ...ready, openQueriesOnIncluded: 1 }).find(({ code }) => code === 'queries-open')?.sentence.en).toBe('1 query is open'));
  it('tells a ratio that whole patients do not allow, and stays ready', () => {
    const lines = lockReadiness({ ...ready, nearest: { ratio: '4:1', wanted: 25.6, training: 30 } });
    const told = lines.find(({ code }) => code === 'split-missing');
    expect(lines.every((line) => line.ready)).toBe(true);
    expect(told?.sentence.en).toBe('The cohort is split; 4:1 cannot be met with patients kept whole: it asks for 25.6 lesions in training, the nearest is 30');
    expect(told?.sentence.zh).toContain('25.6 个病灶，最接近为 30 个');
  });
  it.each([
    [{ included: 0 }, 'cohort-empty'], [{ sets: null }, 'split-missing'], [{ sets: sets.slice(0, 1) }, 'split-set-empty'], [{ changedSinceSplit: 2 }, 'split-outdated'],
    [{ openQueriesOnIncluded: 1 }, 'queries-open'], [{ unconfirmedReports: 3 }, 'pathology-unconfirmed'], [{ withoutOutcome: 1 }, 'outcome-missing'],
  ])('with %j it is not, for %s', (change, code) => expect(lockReadiness({ ...ready, ...change }).filter((line) => !line.ready).map((line) => line.code)).toEqual([code]));
});
