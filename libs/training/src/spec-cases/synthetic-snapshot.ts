import { createHash } from 'node:crypto';
import { leafListDigest, merkleRoot, SNAPSHOT_FORMAT, writeTsv, type SnapshotManifest } from '@echocohort/cohort';
import { ok, refuse } from '@echocohort/kernel';
import { ultrasoundFile } from '@echocohort/testing';
import type { TrainingImage } from '../lib/data/training-image.ts';
import type { SnapshotSource } from '../lib/snapshot/read-snapshot.ts';
import { rimLesions } from './rim-lesions.ts';

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const SIDE = 64;
/** The lesion fills the middle of a wider screen; around it is a frame that no network may see. */
const FRAME = 16;
const SLOTS = ['S1', 'S2'];

const who = { patientName: 'MADE^UP', patientId: 'C01-0000', birthDate: '19600101', sex: 'F', ageYears: 60, hospital: 'H', physician: 'P', operator: 'O', accession: 'A', coding: 'latin' } as const;
const what = { manufacturer: 'M', model: 'X', transducer: 'T', softwareVersion: '1', scanDate: '20190101', scanTime: '090000', studyUid: '2.25.1', seriesUid: '2.25.2', sopUid: '2.25.3', instance: 1 };

async function dicomOf({ pixels }: TrainingImage): Promise<Uint8Array> {
  const width = SIDE + 2 * FRAME;
  const bytes = new Uint8Array(width * width).fill(250);
  for (let row = 0; row < SIDE; row++) for (let column = 0; column < SIDE; column++) bytes[(row + FRAME) * width + column + FRAME] = Math.round((pixels[row * SIDE + column] ?? 0) * 255);
  const region = { x0: FRAME, y0: FRAME, x1: FRAME + SIDE - 1, y1: FRAME + SIDE - 1, dataType: 'tissue' as const, cmPerPixel: 0.02 };
  return ultrasoundFile({ width, height: width, channels: 1, bytes, regions: [region] }, 'grey-raw', who, what);
}

/** A snapshot in memory: its files by path, ready to be spoiled by a spec. */
export class SyntheticSnapshot implements SnapshotSource {
  readonly files = new Map<string, Uint8Array>();
  readonly manifestOfRecord: SnapshotManifest;

  constructor(files: ReadonlyMap<string, Uint8Array>) {
    this.files = new Map(files);
    const leaves = [...files].map(([path, bytes]) => ({ path, sha256: digestOf(bytes), size: bytes.length })).sort((a, b) => (a.path < b.path ? -1 : 1));
    const digest = digestOf(new Uint8Array());
    const record: SnapshotManifest['record'] = {
      format: SNAPSHOT_FORMAT, study: { code: 'demo', version: '1', definition: digest, protocolVersion: '7' },
      cohort: { id: 'c', name: 'c', version: 1, definition: { centres: null, criteria: [], trainingParts: 4, internalParts: 1 } },
      split: { id: 's', seed: '1', ratio: '4:1', exact: true, assignment: digest }, sets: [], audit: { seq: 0, hash: digest }, previousRoot: null, contentDigest: digest,
      leafListDigest: leafListDigest(leaves), root: merkleRoot(leaves),
    };
    this.manifestOfRecord = { record, signatures: [], attestation: null, leaves };
  }

  get root(): string {
    return this.manifestOfRecord.record.root;
  }

  manifest(): ReturnType<SnapshotSource['manifest']> {
    return Promise.resolve(ok(JSON.stringify(this.manifestOfRecord)));
  }

  leaf({ path }: { readonly path: string }): ReturnType<SnapshotSource['leaf']> {
    const bytes = this.files.get(path);
    return Promise.resolve(bytes ? ok(bytes) : refuse({ code: 'object-not-found', detail: 'There is no such object.' }));
  }
}

const table = (columns: readonly string[], rows: (string | number)[][]): Uint8Array => new TextEncoder().encode(writeTsv({ columns, rows }));

/** Files of a small study of rim lesions: two lesion pictures and one other each, external outcomes sealed. */
export async function syntheticFiles(lesions: number): Promise<Map<string, Uint8Array>> {
  const images = rimLesions(lesions, SIDE, 'snapshot');
  const codes = [...new Set(images.map(({ lesion }) => lesion))];
  const files = new Map<string, Uint8Array>();
  const rows: string[][] = [];
  for (const code of codes) {
    const own = images.filter(({ lesion }) => lesion === code);
    for (const [index, image] of own.entries()) {
      const path = `dicom/${image.patient}/${code}/0${index + 1}_${SLOTS[index] ?? ''}.dcm`;
      const bytes = await dicomOf(image);
      files.set(path, bytes);
      rows.push([code, SLOTS[index] ?? '', path, digestOf(bytes)]);
    }
  }
  const facts = codes.flatMap((code) => images.filter(({ lesion }) => lesion === code).slice(0, 1));
  files.set('images.tsv', table(['lesion', 'slot', 'path', 'sha256'], rows));
  files.set('splits.tsv', table(['lesion', 'patient', 'centre', 'set'], facts.map(({ lesion, patient, set }) => [lesion, patient, 'C01', set])));
  files.set('lesions.tsv', table(['lesion', 'subject', 'centre', 'malignant'], facts.map(({ lesion, patient, set, malignant }) => [lesion, patient, 'C01', set === 'external_validation' ? 'sealed' : malignant === true ? 1 : 0])));
  const slots = [...SLOTS.map((code, index) => ({ code, order: index + 1, role: 'lesion', imageType: 'b-mode', counted: true })), { code: 'B1', order: 3, role: 'background', imageType: 'b-mode', counted: true }];
  files.set('protocol.json', new TextEncoder().encode(JSON.stringify({ version: '7', slots })));
  return files;
}
