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
function picture(malignant: boolean, random: () => number): Promise<Uint8Array> {
  const bytes = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => {
    const inside = Math.hypot((at % SIDE) - SIDE / 2, Math.floor(at / SIDE) - SIDE / 2) < SIDE / 4;
    return 90 + 50 * random() + (inside && malignant ? 80 : 0);
  });
  const region = { x0: 0, y0: 0, x1: SIDE - 1, y1: SIDE - 1, dataType: 'tissue' as const, cmPerPixel: 0.02 };
  return ultrasoundFile({ width: SIDE, height: SIDE, channels: 1, bytes, regions: [region] }, 'grey-raw', who, what);
}

async function filesOf(lesions: number): Promise<Map<string, Uint8Array>> {
  const random = seededRandom('trainer');
  const files = new Map<string, Uint8Array>();
  const rows = { images: [] as string[][], lesions: [] as string[][], splits: [] as string[][] };
  for (let index = 0; index < lesions; index++) {
    const [patient, malignant] = [`C01-${String(index).padStart(4, '0')}`, index % 2 === 0];
    const [lesion, set] = [`${patient}-L1`, index % 5 === 4 ? 'internal_validation' : index % 5 === 3 ? 'external_validation' : 'training'];
    const path = `dicom/${patient}/${lesion}/01_S1.dcm`;
    const bytes = await picture(malignant, random);
    files.set(path, bytes);
    rows.images.push([lesion, 'S1', path, sha256(bytes)]);
    rows.splits.push([lesion, patient, 'C01', set]);
    rows.lesions.push([lesion, patient, 'C01', set === 'external_validation' ? 'sealed' : malignant ? '1' : '0']);
  }
  files.set('images.tsv', utf8(writeTsv({ columns: ['lesion', 'slot', 'path', 'sha256'], rows: rows.images })));
  files.set('splits.tsv', utf8(writeTsv({ columns: ['lesion', 'patient', 'centre', 'set'], rows: rows.splits })));
  files.set('lesions.tsv', utf8(writeTsv({ columns: ['lesion', 'subject', 'centre', 'malignant'], rows: rows.lesions })));
  files.set('protocol.json', utf8(JSON.stringify({ version: '1', slots: [{ code: 'S1', order: 1, role: 'lesion', imageType: 'b-mode', counted: true }] })));
  return files;
}

/** Stores a small locked snapshot as the server does and answers its root. */
export async function storeSnapshot(storage: ObjectStorage, lesions: number): Promise<{ root: string; leaves: SnapshotManifest['leaves'] }> {
  const files = await filesOf(lesions);
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
  return { root, leaves };
}
