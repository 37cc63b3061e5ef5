import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { attestedBytes, leafListDigest, lockDigest, merkleRoot, outcomesCommitment, outcomesText, SNAPSHOT_FORMAT, splitCohort, type SnapshotManifest, type Split } from '@echocohort/cohort';
import { addedFiles, AUDIT_PATH, COMMITMENT_PATH, commitmentText, imageLeaves, keyIdOf, recordFiles, type SnapshotContent } from '@echocohort/export';
import { manifestText, runRecord, trainingConfig, writePredictions, type LesionScore, type TrainingConfig } from '@echocohort/model';
import { parseStudyDefinition, type StudyDefinition } from '@echocohort/study';
import { startingNetwork, writeOnnx } from '@echocohort/training';
import { tabularStudy, type TabularStudy } from '@echocohort/testing';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function studyDefinition(): StudyDefinition {
  const parsed = parseStudyDefinition(readFileSync(join(__dirname, '../../../../studies/fll-liver/study.yaml'), 'utf8'), 'study.yaml');
  if (!parsed.ok) throw new Error(parsed.refusal.detail);
  return parsed.value;
}

export interface TabularOptions {
  readonly opened?: boolean;
  readonly pictures?: boolean;
  /** A file that stands for every picture. */
  readonly picture?: Uint8Array;
  /** Another study than that of focal liver lesions. */
  readonly definition?: StudyDefinition;
  /** Makes another study of the synthetic one. */
  readonly changed?: (study: TabularStudy) => TabularStudy;
}

/** What an export of a study without pictures consists of. */
export interface TabularExport {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly root: string;
  readonly study: TabularStudy;
  readonly split: Split;
}

/** What every picture of an export holds: the same real file, or only its name. */
const pictureOf = ({ picture }: TabularOptions, lesion: string, slot: string): Uint8Array => picture ?? utf8(`${lesion} ${slot}`);

function contentOf(definition: StudyDefinition, study: TabularStudy, split: Split, options: TabularOptions): SnapshotContent {
  const external = new Set(definition.centres.filter(({ role }) => role === 'external').map(({ code }) => code));
  const slots = (options.pictures ?? true) ? definition.protocol.slots.filter(({ counted }) => counted) : [];
  return {
    definition, cohort: { id: 'cohort-1', name: 'Main', version: 1, definition: { centres: null, criteria: [], trainingParts: 4, internalParts: 1 } }, split: { id: 'split-1', seed: '1', ratio: '4:1', ...split },
    subjects: study.subjects, exclusions: study.exclusions, queries: [], outlines: [],
    lesions: study.lesions.map(({ lesion, subject, centre, scanDate, device, answers, outcome }) => ({ lesion, subject, centre, scanDate, device, protocolVersion: definition.protocol.version, answers, outcome: external.has(centre) ? null : outcome })),
    images: study.lesions.flatMap(({ lesion }) => slots.map(({ code: slot }) => ({ lesion, slot, sha256: sha256(pictureOf(options, lesion, slot)), sizeBytes: pictureOf(options, lesion, slot).length, rows: 480, columns: 640, frames: 1 }))),
  };
}

/** Signed by a server that lives no longer than the spec. */
function attested(record: SnapshotManifest['record'], signatures: SnapshotManifest['signatures'], leaves: SnapshotManifest['leaves']): SnapshotManifest {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const signature = sign(null, attestedBytes({ record, signatures }), privateKey).toString('base64');
  return { record, signatures, leaves, attestation: { algorithm: 'Ed25519', keyId: keyIdOf(publicKey), publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString(), signature } };
}

/** The export of a synthetic study of any size. Its pictures are names only: a report does not look inside. Sealed unless `opened`. */
export function tabularExport(patients: number, lesions: number, options: TabularOptions = {}): TabularExport {
  const definition = options.definition ?? studyDefinition();
  const study = (options.changed ?? ((same) => same))(tabularStudy({ definition, seed: '1', patients, lesions }));
  const externalCentres = new Set(definition.centres.filter(({ role }) => role === 'external').map(({ code }) => code));
  const split = splitCohort({ lesions: study.lesions.map(({ lesion, subject, centre, outcome }) => ({ lesion, patient: subject, centre, malignant: outcome.malignant })), externalCentres, ratio: { training: 4, internal: 1 }, seed: '1' });
  if (!split.ok) throw new Error(split.refusal.detail);
  const content = contentOf(definition, study, split.value, options);
  const outcomes = utf8(outcomesText(study.lesions.filter(({ centre }) => externalCentres.has(centre)).map(({ lesion, outcome }) => ({ lesion, ...outcome }))));
  const salt = new Uint8Array(32).fill(7);
  const texts = [...recordFiles(content), { path: AUDIT_PATH, text: '' }, { path: COMMITMENT_PATH, text: commitmentText(outcomesCommitment(salt, outcomes), 1) }];
  const files = new Map(texts.map(({ path, text }) => [path, utf8(text)]));
  const leaves = [...imageLeaves(content), ...[...files].map(([path, bytes]) => ({ path, sha256: sha256(bytes), size: bytes.length }))];
  for (const [at, { path }] of imageLeaves(content).entries()) files.set(path, pictureOf(options, content.images[at]?.lesion ?? '', content.images[at]?.slot ?? ''));
  const contentDigest = lockDigest({ study: definition.study.code, studyVersion: definition.study.version, cohort: { id: 'cohort-1', version: 1, definition: content.cohort.definition }, split: { id: 'split-1', seed: '1' }, leaves });
  const digest = sha256(utf8('definition'));
  const record: SnapshotManifest['record'] = {
    format: SNAPSHOT_FORMAT, study: { code: definition.study.code, version: definition.study.version, definition: digest, protocolVersion: definition.protocol.version }, cohort: content.cohort,
    split: { id: 'split-1', seed: '1', ratio: '4:1', exact: split.value.exact, assignment: split.value.assignment }, sets: split.value.sets.map((set) => ({ ...set })), audit: { seq: 0, hash: '0'.repeat(64) }, previousRoot: null,
    contentDigest, leafListDigest: leafListDigest(leaves), root: merkleRoot(leaves),
  };
  const manifest = attested(record, [{ person: 'p1', meaning: 'I reviewed this cohort', digest: contentDigest, root: record.root, at: '2026-11-20T08:30:00.000Z' }], leaves);
  const opened = options.opened ? { saltHex: Buffer.from(salt).toString('hex'), outcomes, modelDigest: 'b'.repeat(64), openedAt: '2026-11-22T10:00:00.000Z' } : null;
  for (const { path, bytes } of addedFiles(manifest, opened)) files.set(path, bytes);
  return { files, root: record.root, study, split: split.value };
}

/** A picture of one dot. */
const DOT = new Uint8Array(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'));

/** A small network with its first weights, and the records without which it is not opened. */
function networkFiles(config: TrainingConfig): [string, Uint8Array][] {
  const { shape, weights } = startingNetwork(config);
  const records = { 'calibration.json': { method: 'none', reason: 'not trained' }, 'features.json': { format: 'echocohort-features/1', length: 64, lesions: [] } };
  return [['model.onnx', writeOnnx(shape, weights)], ['features.bin', new Uint8Array()], ...Object.entries(records).map(([path, record]): [string, Uint8Array] => [path, utf8(JSON.stringify(record))])];
}

/** A bundle with invented scores: what a report reads of one, with attention maps of the internal lesions that it is most wrong about, as a training leaves them. `network`: with one that gives maps. */
export function tabularBundle({ study, split, root }: TabularExport, model: 'L' | 'LB', network = false): ReadonlyMap<string, Uint8Array> {
  const setOf = new Map(split.rows.map(({ lesion, set }) => [lesion, set]));
  const scores = study.lesions.flatMap(({ lesion, subject, scores: own }): LesionScore[] => {
    const set = setOf.get(lesion);
    return set ? [{ lesion, patient: subject, set, images: 4, score: model === 'L' ? own.l : own.lb }] : [];
  });
  const config = trainingConfig.parse(network ? { model, width: 8, imageSize: 48 } : { model });
  const run = runRecord.parse({
    format: 'echocohort-run/1', runId: `run-${model}`, snapshotRoot: root, splitDigest: '0'.repeat(64), protocolVersion: '1.0', lesionSlots: ['L1', 'L2'], region: 'drawn lesion', codeVersion: '0.1.0', config,
    engine: { name: 'wasm', versions: { tfjs: '4.22.0' }, threads: 1, passedOver: [] }, initialWeights: { source: 'he-initialisation', sha256: '1'.repeat(64) }, parameters: 1000, images: 400, lesions: 100,
    epochsRun: 12, bestEpoch: 9, stopped: 'all-epochs', startedAt: '2026-11-21T00:00:00.000Z', wallSeconds: 100, imagesPerSecond: 50,
  });
  const wrong = study.lesions.filter(({ lesion, outcome, scores: own }) => setOf.get(lesion) === 'internal_validation' && (outcome.malignant ? own.l < 0.2 : own.l > 0.8));
  const files = new Map([['run.json', utf8(JSON.stringify(run))], ['predictions.csv', utf8(writePredictions(scores))], ...wrong.map(({ lesion }) => [`cam/${lesion}_L1.png`, DOT] as const), ...(network ? networkFiles(config) : [])]);
  return files.set('MANIFEST.sha256', utf8(manifestText([...files].map(([path, bytes]) => ({ path, sha256: sha256(bytes) })))));
}

/** Writes files below a folder. */
export async function writeAll(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const path of files.keys()) await mkdir(dirname(join(folder, path)), { recursive: true });
  await Promise.all([...files].map(([path, bytes]) => writeFile(join(folder, path), bytes)));
}
