import { createHash } from 'node:crypto';
import { leafListDigest, merkleRoot, SNAPSHOT_FORMAT, writeTsv, type SnapshotManifest } from '@echocohort/cohort';
import { ok, refuse, seededRandom } from '@echocohort/kernel';
import { ultrasoundFile, type PixelForm } from '@echocohort/testing';
import type { TrainingImage } from '../lib/data/training-image.ts';
import type { SnapshotSource } from '../lib/snapshot/read-snapshot.ts';
import { rimLesions } from './rim-lesions.ts';

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const SIDE = 64;
/** The lesion fills the middle of a wider screen; around it is a frame that no network may see. */
const FRAME = 16;
const SLOTS = ['S1', 'S2'];
const BACKGROUND_SLOTS = ['B1', 'B2'];

const who = { patientName: 'MADE^UP', patientId: 'C01-0000', birthDate: '19600101', sex: 'F', ageYears: 60, hospital: 'H', physician: 'P', operator: 'O', accession: 'A', coding: 'latin' } as const;
const what = { manufacturer: 'M', model: 'X', transducer: 'T', softwareVersion: '1', scanDate: '20190101', scanTime: '090000', studyUid: '2.25.1', seriesUid: '2.25.2', sopUid: '2.25.3', instance: 1 };

async function dicomOf(pixels: Uint8Array, form: PixelForm = 'grey-raw'): Promise<Uint8Array> {
  const width = SIDE + 2 * FRAME;
  const bytes = new Uint8Array(width * width).fill(250);
  for (let row = 0; row < SIDE; row++) for (let column = 0; column < SIDE; column++) bytes[(row + FRAME) * width + column + FRAME] = pixels[row * SIDE + column] ?? 0;
  const region = { x0: FRAME, y0: FRAME, x1: FRAME + SIDE - 1, y1: FRAME + SIDE - 1, dataType: 'tissue' as const, cmPerPixel: 0.02 };
  return ultrasoundFile({ width, height: width, channels: 1, bytes, regions: [region] }, form, who, what);
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

export const table = (columns: readonly string[], rows: (string | number | null)[][]): Uint8Array => new TextEncoder().encode(writeTsv({ columns, rows }));

/** What a small study holds besides rim lesions. */
export interface SyntheticStudy {
  /** How many of ten lesions have the type of liver background that goes with their class; 5 means that it says nothing. */
  readonly backgroundAgrees?: number;
  /** The same for the factor `margin`. */
  readonly factorAgrees?: number;
  /** How many of ten lesions show the rim that belongs to their class; 10 by default. */
  readonly rimAgrees?: number;
  readonly outlines?: boolean;
  readonly form?: PixelForm;
  /** Whether external outcomes stand in the tables (as after opening). */
  readonly opened?: boolean;
}

/** Liver of one of two textures: fine speckle, or coarse bands. */
function liver(coarse: boolean, random: () => number): Uint8Array {
  const phase = 6 * random();
  return Uint8Array.from({ length: SIDE * SIDE }, (_, at) => 110 + 60 * (random() - 0.5) + (coarse ? 35 * Math.sin(phase + Math.floor(at / SIDE) / 2.5) : 0));
}

const agrees = (what: string, index: number, of10: number | undefined, fallback: number): boolean => 10 * seededRandom(`${what} ${index}`)() < (of10 ?? fallback);

interface Facts {
  readonly image: TrainingImage;
  readonly coarse: boolean;
  readonly factor: boolean;
}

/** Files of a small study: two lesion pictures and two of the liver background each, external outcomes sealed. */
export async function syntheticFiles(lesions: number, study: SyntheticStudy = {}): Promise<Map<string, Uint8Array>> {
  // The rim is drawn by the number of the lesion; where it does not agree, the class is the other one.
  const images = rimLesions(lesions, SIDE, 'snapshot', (own, index) => (agrees('rim', index, study.rimAgrees, 10) ? own : !own));
  const codes = [...new Set(images.map(({ lesion }) => lesion))];
  const files = new Map<string, Uint8Array>();
  const rows: string[][] = [];
  const outlines: string[][] = [];
  const facts: Facts[] = [];
  for (const [at, code] of codes.entries()) {
    const own = images.filter(({ lesion }) => lesion === code);
    const [first] = own;
    if (!first) continue;
    const random = seededRandom(`background ${code}`);
    const coarse = agrees('background', at, study.backgroundAgrees, 5) === (first.malignant === true);
    facts.push({ image: first, coarse, factor: agrees('factor', at, study.factorAgrees, 5) === (first.malignant === true) });
    const pictures = [...own.map(({ pixels }, index) => [SLOTS[index] ?? '', pixels] as const), ...BACKGROUND_SLOTS.map((slot) => [slot, liver(coarse, random)] as const)];
    for (const [index, [slot, pixels]] of pictures.entries()) {
      const path = `dicom/${first.patient}/${code}/0${index + 1}_${slot}.dcm`;
      const bytes = await dicomOf(pixels, study.form);
      files.set(path, bytes);
      rows.push([code, slot, path, digestOf(bytes)]);
      if (slot.startsWith('S')) outlines.push([digestOf(bytes), code, slot, 'lesion', 'polygon', '30,48 48,30 66,48 48,66', 'person']);
    }
  }
  const sealed = ({ image }: Facts): boolean => image.set === 'external_validation' && study.opened !== true;
  files.set('images.tsv', table(['lesion', 'slot', 'path', 'sha256'], rows));
  files.set('splits.tsv', table(['lesion', 'patient', 'centre', 'set'], facts.map(({ image: { lesion, patient, set } }) => [lesion, patient, 'C01', set])));
  files.set('lesions.tsv', table(['lesion', 'subject', 'centre', 'margin', 'malignant'], facts.map((fact) => [fact.image.lesion, fact.image.patient, 'C01', fact.factor ? 'rough' : 'smooth', sealed(fact) ? 'sealed' : fact.image.malignant === true ? 1 : 0])));
  files.set('participants.tsv', table(['subject', 'centre', 'liver_background', 'age'], facts.map(({ image, coarse }, index) => [image.patient, 'C01', coarse ? 'fibrosis' : 'normal', 40 + ((index * 7) % 30)])));
  if (study.outlines) files.set('outlines.tsv', table(['image', 'lesion', 'slot', 'kind', 'shape', 'points', 'source'], outlines));
  const slots = [...SLOTS.map((code) => ({ code, role: 'lesion' })), ...BACKGROUND_SLOTS.map((code) => ({ code, role: 'background' }))].map((slot, index) => ({ ...slot, order: index + 1, imageType: 'b-mode', counted: true }));
  const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
  files.set('protocol.json', encode({ version: '7', slots }));
  files.set('study.json', encode({
    forms: [{ items: [{ code: 'liver_background', choices: [{ code: 'normal' }, { code: 'steatosis' }, { code: 'fibrosis' }] }] }],
    analysis: [{ code: 'rough_margin', item: 'margin', kind: 'binary', positive: ['rough'], candidate: true }, { code: 'age', item: 'age', kind: 'continuous', candidate: true }, { code: 'liver_background', item: 'liver_background', kind: 'categorical' }],
  }));
  return files;
}
