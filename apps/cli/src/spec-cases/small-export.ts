import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { attestedBytes, leafListDigest, lockDigest, merkleRoot, SNAPSHOT_FORMAT, writeTsv, type SnapshotManifest } from '@echocohort/cohort';
import { addedFiles, keyIdOf } from '@echocohort/export';
import { seededRandom } from '@echocohort/kernel';
import { ultrasoundFile } from '@echocohort/testing';

const SIDE = 64;
const SLOTS = ['L1', 'L2'];
const who = { patientName: 'MADE^UP', patientId: 'C01-0000', birthDate: '19600101', sex: 'F', ageYears: 60, hospital: 'H', physician: 'P', operator: 'O', accession: 'A', coding: 'latin' } as const;
const what = { manufacturer: 'M', model: 'X', transducer: 'T', softwareVersion: '1', scanDate: '20190101', scanTime: '090000', studyUid: '2.25.1', seriesUid: '2.25.2', sopUid: '2.25.3', instance: 1 };
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const table = (columns: readonly string[], rows: readonly (readonly (string | number)[])[]): Uint8Array => utf8(writeTsv({ columns, rows }));

/** A bright disc, drawn away from the middle: only an outline shows where it is. */
function picture(malignant: boolean, x: number, y: number, random: () => number): Promise<Uint8Array> {
  const bytes = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => 70 + 60 * random() + (Math.hypot((at % SIDE) - x, Math.floor(at / SIDE) - y) < 9 ? (malignant ? 90 : 35) : 0));
  return ultrasoundFile({ width: SIDE, height: SIDE, channels: 1, bytes, regions: [{ x0: 0, y0: 0, x1: SIDE - 1, y1: SIDE - 1, dataType: 'tissue', cmPerPixel: 0.02 }] }, 'grey-raw', who, what);
}

interface Rows {
  readonly images: string[][];
  readonly outlines: string[][];
  readonly lesions: (string | number)[][];
  readonly splits: string[][];
}

async function addLesion(index: number, files: Map<string, Uint8Array>, rows: Rows, random: () => number): Promise<void> {
  const [patient, malignant] = [`C01-${String(index).padStart(4, '0')}`, index % 2 === 0];
  const [lesion, set] = [`${patient}-L1`, index % 5 === 4 ? 'internal_validation' : 'training'];
  for (const [at, slot] of SLOTS.entries()) {
    const [x, y] = [18 + 28 * random(), 18 + 28 * random()];
    const bytes = await picture(malignant, x, y, random);
    const path = `dicom/${patient}/${lesion}/0${at + 1}_${slot}.dcm`;
    files.set(path, bytes);
    rows.images.push([path, lesion, slot, sha256(bytes)]);
    rows.outlines.push([sha256(bytes), lesion, slot, 'lesion', 'polygon', [[x - 9, y], [x, y - 9], [x + 9, y], [x, y + 9]].map((point) => point.map(Math.round).join(',')).join(' '), 'person']);
  }
  rows.lesions.push([lesion, patient, 'C01', malignant ? 1 : 0]);
  rows.splits.push([lesion, patient, 'C01', set]);
}

/** Writes a small but whole export with drawn outlines to a folder, signed by a server made up for it. */
export async function writeSmallExport(folder: string, lesions: number): Promise<void> {
  const random = seededRandom('small export');
  const files = new Map<string, Uint8Array>();
  const rows: Rows = { images: [], outlines: [], lesions: [], splits: [] };
  for (let index = 0; index < lesions; index++) await addLesion(index, files, rows, random);
  files.set('images.tsv', table(['path', 'lesion', 'slot', 'sha256'], rows.images));
  files.set('outlines.tsv', table(['image', 'lesion', 'slot', 'kind', 'shape', 'points', 'source'], rows.outlines));
  files.set('lesions.tsv', table(['lesion', 'subject', 'centre', 'malignant'], rows.lesions));
  files.set('splits.tsv', table(['lesion', 'patient', 'centre', 'set'], rows.splits));
  files.set('protocol.json', utf8(JSON.stringify({ version: '1', slots: SLOTS.map((code, index) => ({ code, order: index + 1, role: 'lesion', imageType: 'b-mode', counted: true })) })));
  const leaves = [...files].map(([path, bytes]) => ({ path, sha256: sha256(bytes), size: bytes.length })).sort((a, b) => (a.path < b.path ? -1 : 1));
  const cohort = { id: 'c', name: 'c', version: 1, definition: { centres: null, criteria: [], trainingParts: 4, internalParts: 1 } };
  const digest = sha256(new Uint8Array());
  const contentDigest = lockDigest({ study: 'demo', studyVersion: '1', cohort: { id: 'c', version: 1, definition: cohort.definition }, split: { id: 's', seed: '1' }, leaves });
  const record: SnapshotManifest['record'] = {
    format: SNAPSHOT_FORMAT, study: { code: 'demo', version: '1', definition: digest, protocolVersion: '1' }, cohort, split: { id: 's', seed: '1', ratio: '4:1', exact: true, assignment: digest },
    sets: [], audit: { seq: 0, hash: digest }, previousRoot: null, contentDigest, leafListDigest: leafListDigest(leaves), root: merkleRoot(leaves),
  };
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const signature = sign(null, attestedBytes({ record, signatures: [] }), privateKey).toString('base64');
  const attestation = { algorithm: 'Ed25519' as const, keyId: keyIdOf(publicKey), publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString(), signature };
  const manifest: SnapshotManifest = { record, signatures: [], attestation, leaves };
  for (const { path, bytes } of [...[...files].map(([path, bytes]) => ({ path, bytes })), ...addedFiles(manifest, null)]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}
