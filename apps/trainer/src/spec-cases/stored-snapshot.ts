import { createHash } from 'node:crypto';
import { leafListDigest, merkleRoot, objectKey, SNAPSHOT_FORMAT, writeTsv, type SnapshotManifest } from '@echocohort/cohort';
import { seededRandom } from '@echocohort/kernel';
import { snapshotManifestKey, type ObjectStorage } from '@echocohort/storage';
import { ultrasoundFile } from '@echocohort/testing';

const SIDE = 48;
const who = { patientName: 'MADE^UP', patientId: 'C01-0000', birthDate: '19600101', sex: 'F', ageYears: 60, hospital: 'H', physician: 'P', operator: 'O', accession: 'A', coding: 'latin' } as const;
const what = { manufacturer: 'M', model: 'X', transducer: 'T', softwareVersion: '1', scanDate: '20190101', scanTime: '090000', studyUid: '2.25.1', seriesUid: '2.25.2', sopUid: '2.25.3', instance: 1 };
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A disc in noise; the malignant one is bright. */
const discPixels = (malignant: boolean, random: () => number): Uint8Array => Uint8Array.from({ length: SIDE * SIDE }, (_, at) => {
  const inside = Math.hypot((at % SIDE) - SIDE / 2, Math.floor(at / SIDE) - SIDE / 2) < SIDE / 4;
  return 90 + 50 * random() + (inside && malignant ? 80 : 0);
});

/** Liver of two textures. */
const liverPixels = (coarse: boolean, random: () => number): Uint8Array => Uint8Array.from({ length: SIDE * SIDE }, (_, at) => 100 + 40 * random() + (coarse ? 40 * Math.sin(Math.floor(at / SIDE)) : 0));

function picture(bytes: Uint8Array): Promise<Uint8Array> {
  const region = { x0: 0, y0: 0, x1: SIDE - 1, y1: SIDE - 1, dataType: 'tissue' as const, cmPerPixel: 0.02 };
  return ultrasoundFile({ width: SIDE, height: SIDE, channels: 1, bytes, regions: [region] }, 'grey-raw', who, what);
}

/** What a small stored study holds, for specs that look at single pictures. */
export interface StoredStudy {
  readonly root: string;
  readonly leaves: SnapshotManifest['leaves'];
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Stored grey values by `lesion/slot`. */
  readonly pixels: ReadonlyMap<string, Uint8Array>;
}

async function filesOf(lesions: number, isMalignant: (index: number) => boolean): Promise<Pick<StoredStudy, 'files' | 'pixels'>> {
  const random = seededRandom('trainer');
  const files = new Map<string, Uint8Array>();
  const pixels = new Map<string, Uint8Array>();
  const rows = { images: [] as string[][], lesions: [] as string[][], splits: [] as string[][], participants: [] as string[][] };
  for (let index = 0; index < lesions; index++) {
    const [patient, malignant, coarse] = [`C01-${String(index).padStart(4, '0')}`, isMalignant(index), index % 3 === 0];
    const [lesion, set] = [`${patient}-L1`, index % 5 === 4 ? 'internal_validation' : index % 5 === 3 ? 'external_validation' : 'training'];
    for (const [at, slot] of ['S1', 'B1'].entries()) {
      const path = `dicom/${patient}/${lesion}/0${at + 1}_${slot}.dcm`;
      const grey = slot === 'S1' ? discPixels(malignant, random) : liverPixels(coarse, random);
      const bytes = await picture(grey);
      files.set(path, bytes);
      pixels.set(`${lesion}/${slot}`, grey);
      rows.images.push([lesion, slot, path, sha256(bytes)]);
    }
    rows.splits.push([lesion, patient, 'C01', set]);
    rows.lesions.push([lesion, patient, 'C01', index % 4 < 2 ? 'rough' : 'smooth', set === 'external_validation' ? 'sealed' : malignant ? '1' : '0']);
    rows.participants.push([patient, 'C01', coarse ? 'fibrosis' : 'normal']);
  }
  files.set('images.tsv', utf8(writeTsv({ columns: ['lesion', 'slot', 'path', 'sha256'], rows: rows.images })));
  files.set('splits.tsv', utf8(writeTsv({ columns: ['lesion', 'patient', 'centre', 'set'], rows: rows.splits })));
  files.set('lesions.tsv', utf8(writeTsv({ columns: ['lesion', 'subject', 'centre', 'margin', 'malignant'], rows: rows.lesions })));
  files.set('participants.tsv', utf8(writeTsv({ columns: ['subject', 'centre', 'liver_background'], rows: rows.participants })));
  files.set('protocol.json', utf8(JSON.stringify({ version: '1', slots: [{ code: 'S1', order: 1, role: 'lesion', imageType: 'b-mode', counted: true }, { code: 'B1', order: 2, role: 'background', imageType: 'b-mode', counted: true }] })));
  files.set('study.json', utf8(JSON.stringify({ forms: [], analysis: [{ code: 'rough_margin', item: 'margin', kind: 'binary', positive: ['rough'], candidate: true }] })));
  return { files, pixels };
}

/** Stores a small locked snapshot as the server does and answers its root. */
export async function storeSnapshot(storage: ObjectStorage, lesions: number, { malignant = (index) => index % 2 === 0 }: { readonly malignant?: (index: number) => boolean } = {}): Promise<StoredStudy> {
  const { files, pixels } = await filesOf(lesions, malignant);
  const leaves = [...files].map(([path, bytes]) => ({ path, sha256: sha256(bytes), size: bytes.length })).sort((a, b) => (a.path < b.path ? -1 : 1));
  const [digest, root] = [sha256(new Uint8Array()), merkleRoot(leaves)];
  const manifest: SnapshotManifest = {
    record: {
      format: SNAPSHOT_FORMAT, study: { code: 'demo', version: '1', definition: digest, protocolVersion: '1' },
      cohort: { id: 'c', name: 'c', version: 1, definition: { centres: null, criteria: [], trainingParts: 4, internalParts: 1 } },
      split: { id: 's', seed: '1', ratio: '4:1', exact: true, assignment: digest }, sets: [], audit: { seq: 0, hash: digest }, previousRoot: null, contentDigest: digest,
      leafListDigest: leafListDigest(leaves), root,
    },
    signatures: [], attestation: null, leaves,
  };
  for (const bytes of files.values()) await storage.put(objectKey(sha256(bytes)), bytes);
  await storage.put(snapshotManifestKey(root), utf8(JSON.stringify(manifest)));
  return { root, leaves, files, pixels };
}
