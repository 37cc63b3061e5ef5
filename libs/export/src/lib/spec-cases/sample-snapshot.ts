import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { Readable } from 'node:stream';
import { EMPTY_CHAIN, auditLine, nextEntry, type AuditEntry, type AuditEvent } from '@echocohort/audit';
import {
  attestedBytes, leafListDigest, lockDigest, merkleRoot, outcomesCommitment, outcomesText, splitCohort, SNAPSHOT_FORMAT,
  type SnapshotLeaf, type SnapshotManifest, type Split,
} from '@echocohort/cohort';
import { asciiBytes, parseTag, TRANSFER_SYNTAX, writeDicom, type WriteElement } from '@echocohort/dicom';
import { studyDefinitionSchema, type StudyDefinition } from '@echocohort/study';
import { AUDIT_PATH, COMMITMENT_PATH, addedFiles, commitmentText, derivationOf, imageLeaves, keyIdOf, recordFiles, shareStatement, type OpenLeaf, type OpenedOutcomes, type PublishedHolder, type SignExport, type SnapshotContent } from '../../index.ts';
import { writeExport, type ExportSink } from '../write-export.ts';

const both = (text: string) => ({ zh: `${text}（中）`, en: text });
export const definition: StudyDefinition = studyDefinitionSchema.parse({
  study: { code: 'sample', version: '1.0', title: both('Sample study') },
  centres: [{ code: 'C01', name: both('Centre 01'), role: 'development' }, { code: 'C12', name: both('Centre 12'), role: 'external' }],
  devices: [{ code: 'D01', centre: 'C01', manufacturer: 'Maker', model: 'One' }],
  protocol: { version: '1.0', slots: [{ code: 'L1', order: 1, name: both('Lesion'), view: both('long axis'), role: 'lesion', imageType: 'b-mode', min: 1, max: 1, counted: true, feeds: [], minRows: 100, minColumns: 100 }] },
  missingReasons: [{ code: 'not-done', label: both('not done') }],
  forms: [
    { code: 'clinical', name: both('Clinical'), scope: 'patient', items: [{ code: 'age', label: both('Age'), type: 'integer', unit: 'a', range: { min: 18, max: 120 } }, { code: 'afp', label: both('AFP'), type: 'number', unit: 'ng/mL', missingReasons: ['not-done'] }] },
    { code: 'ultrasound', name: both('Ultrasound'), scope: 'lesion', items: [{ code: 'shape', label: both('Shape'), type: 'choice', choices: [{ code: 'round', label: both('Round') }, { code: 'irregular', label: both('+ Irregular') }] }, { code: 'halo', label: both('Halo'), type: 'boolean' }, { code: 'remark', label: both('Remark'), type: 'text', required: false }] },
  ],
  lesionTypes: [{ code: 'hcc', name: both('HCC'), malignant: true }, { code: 'haemangioma', name: both('Haemangioma'), malignant: false }],
  pathologyMethods: [{ code: 'biopsy', name: both('Biopsy') }],
  eligibility: { criteria: [{ code: 'INC-2', parameters: {} }], primaryOrder: ['INC-2'] },
  panelReasons: [{ code: 'blurred', text: both('Blurred') }],
  analysis: [], cohort: { trainingParts: 2, internalParts: 1 },
});

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const people = ['C01-0001', 'C01-0002', 'C01-0003', 'C12-0001'];
/** A small ultrasound image with a calibrated region, another one for every lesion. */
export const imageBytes = (lesion: string): Uint8Array => {
  const text = (tag: string, vr: 'UI' | 'DA' | 'CS' | 'LO' | 'PN', value: string): WriteElement => ({ tag: parseTag(tag), vr, value: asciiBytes(value) });
  const number = (tag: string, vr: 'US' | 'UL' | 'FD', value: number): WriteElement => {
    const view = new DataView(new ArrayBuffer(vr === 'US' ? 2 : vr === 'UL' ? 4 : 8));
    if (vr === 'US') view.setUint16(0, value, true);
    else if (vr === 'UL') view.setUint32(0, value, true);
    else view.setFloat64(0, value, true);
    return { tag: parseTag(tag), vr, value: new Uint8Array(view.buffer) };
  };
  const uid = `2.25.${lesion.replaceAll(/\D/g, '')}`;
  const region = [number('0018,6012', 'US', 1), number('0018,6014', 'US', 1), ...['0018,6018', '0018,601a'].map((tag) => number(tag, 'UL', 0)), number('0018,601c', 'UL', 99), number('0018,601e', 'UL', 79), number('0018,6024', 'US', 3), number('0018,6026', 'US', 3), number('0018,602c', 'FD', 0.02), number('0018,602e', 'FD', 0.02)];
  const elements: WriteElement[] = [
    text('0008,0016', 'UI', '1.2.840.10008.5.1.4.1.1.6.1'), text('0008,0018', 'UI', `${uid}1`), text('0008,0020', 'DA', '20200201'), text('0008,0060', 'CS', 'US'), text('0010,0010', 'PN', lesion.slice(0, 8)), text('0010,0020', 'LO', lesion.slice(0, 8)),
    { tag: parseTag('0018,6011'), vr: 'SQ', items: [region] }, text('0020,000d', 'UI', `${uid}2`), text('0020,000e', 'UI', `${uid}3`),
    number('0028,0002', 'US', 1), text('0028,0004', 'CS', 'MONOCHROME2'), number('0028,0010', 'US', 80), number('0028,0011', 'US', 100), number('0028,0100', 'US', 8), number('0028,0101', 'US', 8), number('0028,0102', 'US', 7), number('0028,0103', 'US', 0),
    { tag: parseTag('7fe0,0010'), vr: 'OB', value: new Uint8Array(8000).fill(lesion.charCodeAt(7)) },
  ];
  return writeDicom({ transferSyntax: TRANSFER_SYNTAX.explicitLittle, sopClassUid: '1.2.840.10008.5.1.4.1.1.6.1', sopInstanceUid: `${uid}1`, elements });
};
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
export const serverKeyPem = publicKey.export({ format: 'pem', type: 'spki' }).toString();

function splitOf(): Split {
  const lesions = people.map((patient) => ({ lesion: `${patient}-L1`, patient, centre: patient.slice(0, 3), malignant: null }));
  const result = splitCohort({ lesions, externalCentres: new Set(['C12']), ratio: { training: 2, internal: 1 }, seed: '1' });
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

const externalOutcomes = [{ lesion: 'C12-0001-L1', type: 'hcc', malignant: true, method: 'biopsy', specimenDate: '2020-03-01' }];

/** Every sign that a table escapes, and what looks like it. */
export const HARD_REMARK = 'C:\\new\\temp\\\\ "quoted"\ttab\nline\r\n中文🙂\\';

/** Four lesions, one of them external; `externalMalignant` shows in the fixture only what a leak would show. */
export function sampleContent(externalMalignant = true): SnapshotContent {
  const answer = (value: string | number | boolean | null, missingReason: string | null = null) => ({ value, missingReason });
  return {
    definition, cohort: { id: 'cohort-1', name: 'Main', version: 1, definition: { centres: null, criteria: [], trainingParts: 2, internalParts: 1 } },
    split: { id: 'split-1', seed: '1', ratio: '2:1', ...splitOf() },
    subjects: people.map((subject, index) => ({ subject, centre: subject.slice(0, 3), answers: { age: answer(40 + index), afp: index === 0 ? answer(null, 'not-done') : answer(3.5) } })),
    lesions: people.map((subject, index) => ({
      lesion: `${subject}-L1`, subject, centre: subject.slice(0, 3), scanDate: '2020-02-01', device: 'D01', protocolVersion: '1.0',
      answers: { shape: answer('round'), halo: answer(index % 2 === 0), remark: answer([null, '=HYPERLINK("x")', HARD_REMARK, "'quoted'"][index] ?? null) },
      outcome: { type: 'hcc', malignant: subject.startsWith('C12') ? externalMalignant : true, method: 'biopsy', specimenDate: '2020-02-09' },
    })),
    images: people.map((subject) => ({ lesion: `${subject}-L1`, slot: 'L1', sha256: digestOf(imageBytes(`${subject}-L1`)), sizeBytes: imageBytes(`${subject}-L1`).length, rows: 80, columns: 100, frames: 1 })),
    outlines: people.map((subject) => ({ lesion: `${subject}-L1`, slot: 'L1', image: digestOf(imageBytes(`${subject}-L1`)), kind: 'lesion', shape: 'polygon', points: '10,10 40,10 30,60.5', source: 'person' })),
    exclusions: [],
    queries: [{ query: 'q1', lesion: 'C01-0001-L1', slot: 'L1', item: null, reason: 'blurred', status: 'closed', raisedAt: '2026-01-01T00:00:00.000Z', closedAt: '2026-01-02T00:00:00.000Z' }],
  };
}

function auditEntries(): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (const subject of people) {
    entries.push(nextEntry(entries.at(-1) ?? EMPTY_CHAIN, { at: new Date(0), studyCode: 'sample', actor: null, roles: [], event: { type: 'subject.registered', centre: subject.slice(0, 3), case: null, payload: { subject } } }));
  }
  const saved = { form: 'ultrasound', version: 2, items: [{ item: 'shape', change: 'changed' as const, reason: 'read again' }] };
  entries.push(nextEntry(entries.at(-1) ?? EMPTY_CHAIN, { at: new Date(1000), studyCode: 'sample', actor: 'p7', roles: ['investigator'], event: { type: 'form.saved', centre: 'C01', case: 'C01-0001-L1', payload: saved } }));
  return entries;
}

/** A key holder of the sample: a key to sign with, and what the snapshot published of it. */
const holders = [1, 2].map((number) => {
  const seed = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, number)]);
  const signing = createPrivateKey({ key: seed, format: 'der', type: 'pkcs8' });
  const published: PublishedHolder = { name: `Holder ${number}`, key: String(number).repeat(64), signing: createPublicKey(signing).export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex') };
  return { id: `00000000-0000-4000-8000-00000000001${number}`, signing, published };
});

/** A row of the trail to the opening; `share 2 by 1` is the second holder's share under the first one's signature. */
export type OpeningStep = 'registered' | 'opened' | 'share 1' | 'share 2' | 'share 2 by 1' | 'share 2 for another model';

function openingEvent(step: OpeningStep): AuditEvent {
  const { manifest, opened } = sampleSnapshot();
  const commitment = outcomesCommitment(Buffer.from(opened.saltHex, 'hex'), opened.outcomes);
  const [run, root, model] = ['00000000-0000-4000-8000-000000000001', manifest.record.root, opened.modelDigest];
  if (step === 'registered') return { type: 'model.registered', centre: null, case: null, payload: { run, root, model } };
  if (step === 'opened') return { type: 'external-outcomes.opened', centre: null, case: null, payload: { run, root, model, commitment, lesions: 1 } };
  const [holder, signer] = [holders[step === 'share 1' ? 0 : 1], holders[step === 'share 1' || step === 'share 2 by 1' ? 0 : 1]];
  if (!holder || !signer) throw new Error('the sample has two holders');
  const said = { root, run, model: step === 'share 2 for another model' ? 'c'.repeat(64) : model, holder: holder.id, impact: 'final' };
  const signature = sign(null, Buffer.from(shareStatement(said)), signer.signing).toString('base64');
  return { type: 'external-outcomes.share-given', centre: null, case: null, payload: { ...said, snapshot: run, given: 1, needed: 2, key: holder.published.key, signature } };
}

/** The trail from the lock on: a model is registered, two persons give their shares, and the outcomes are opened for it; or in the order given. */
export function openingTrail(steps: readonly OpeningStep[] = ['registered', 'share 1', 'share 2', 'opened']): string[] {
  const entries: AuditEntry[] = [];
  for (const step of steps) entries.push(nextEntry(entries.at(-1) ?? sampleSnapshot().manifest.record.audit, { at: new Date(5000 + entries.length), studyCode: 'sample', actor: null, roles: [], event: openingEvent(step) }));
  return entries.map(auditLine);
}

export interface SampleSnapshot {
  readonly manifest: SnapshotManifest;
  /** Bytes of the leaves by digest, as storage would hold them. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
  readonly opened: OpenedOutcomes;
}

/** A locked and attested snapshot, as the API makes it. */
export function sampleSnapshot(): SampleSnapshot {
  const content = sampleContent();
  const [salt, outcomes] = [new Uint8Array(32).fill(5), utf8(outcomesText(externalOutcomes))];
  const audit = auditEntries();
  const texts = [...recordFiles(content), { path: AUDIT_PATH, text: audit.map((entry) => `${auditLine(entry)}\n`).join('') }, { path: COMMITMENT_PATH, text: commitmentText(outcomesCommitment(salt, outcomes), 1, holders.map(({ published }) => published)) }];
  const objects = new Map<string, Uint8Array>(people.map((subject) => [digestOf(imageBytes(`${subject}-L1`)), imageBytes(`${subject}-L1`)]));
  const leaves: SnapshotLeaf[] = imageLeaves(content);
  for (const { path, text } of texts) {
    objects.set(digestOf(utf8(text)), utf8(text));
    leaves.push({ path, sha256: digestOf(utf8(text)), size: utf8(text).length });
  }
  const { id, seed, ratio, exact, assignment, sets } = content.split;
  const root = merkleRoot(leaves);
  const contentDigest = lockDigest({ study: 'sample', studyVersion: '1.0', cohort: { id: content.cohort.id, version: 1, definition: content.cohort.definition }, split: { id, seed }, leaves });
  const record: SnapshotManifest['record'] = {
    format: SNAPSHOT_FORMAT, study: { code: 'sample', version: '1.0', definition: digestOf(utf8('definition')), protocolVersion: '1.0' }, cohort: content.cohort,
    split: { id, seed, ratio, exact, assignment }, sets: sets.map((set) => ({ ...set })), audit: { seq: audit.at(-1)?.seq ?? 0, hash: audit.at(-1)?.hash ?? '' }, previousRoot: null, contentDigest, leafListDigest: leafListDigest(leaves), root,
  };
  const signatures = [{ person: 'p1', meaning: 'I reviewed this cohort', digest: contentDigest, root, at: '2026-11-23T10:00:00.000Z' }];
  const attestation = { algorithm: 'Ed25519' as const, keyId: keyIdOf(publicKey), publicKey: serverKeyPem, signature: sign(null, attestedBytes({ record, signatures }), privateKey).toString('base64') };
  return { manifest: { record, signatures, attestation, leaves }, objects, opened: { saltHex: Buffer.from(salt).toString('hex'), outcomes, modelDigest: 'b'.repeat(64), openedAt: '2026-11-24T10:00:00.000Z' } };
}

const withProof = (opened: OpenedOutcomes): OpenedOutcomes => ({ ...opened, proof: { mode: 'two-person', registeredAt: '2026-11-24T09:00:00.000Z', holders: holders.map(({ published }) => published.name), impact: 'final', trail: openingTrail() } });

/** The export's files by path, as a folder would hold them. */
export function sampleFiles(opened = false): Map<string, Uint8Array> {
  const sample = sampleSnapshot();
  const files = new Map<string, Uint8Array>();
  for (const leaf of sample.manifest.leaves) files.set(leaf.path, sample.objects.get(leaf.sha256) ?? new Uint8Array());
  for (const { path, bytes } of addedFiles(sample.manifest, opened ? withProof(sample.opened) : null)) files.set(path, bytes);
  return files;
}

/** Signs as the server does. */
export const signExport: SignExport = (bytes) => ({ algorithm: 'Ed25519', keyId: keyIdOf(publicKey), publicKey: serverKeyPem, signature: sign(null, bytes, privateKey).toString('base64') });

export const openLeaf = ({ objects }: SampleSnapshot): OpenLeaf => (leaf) => Promise.resolve(Readable.from([Buffer.from(objects.get(leaf.sha256) ?? '')]));

/** Makes a whole export with everything that follows from the snapshot. */
export async function makeExport(opened = false): Promise<Map<string, Uint8Array>> {
  const sample = sampleSnapshot();
  const derivation = await derivationOf(sample.manifest, openLeaf(sample), { outcomes: opened ? sample.opened.outcomes : null });
  if (!derivation.ok) throw new Error(derivation.refusal.detail);
  const files = new Map<string, Uint8Array>();
  const sink: ExportSink = {
    add: async (path, content) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of content) chunks.push(chunk);
      files.set(path, Uint8Array.from(Buffer.concat(chunks)));
    },
  };
  await writeExport(sample.manifest, openLeaf(sample), sink, { opened: opened ? sample.opened : null, derivation: derivation.value, sign: signExport });
  return files;
}

const made = new Map<boolean, Promise<Map<string, Uint8Array>>>();

/** A copy of an export that is made once: making every format takes a while. */
export async function wholeExport(opened = false): Promise<Map<string, Uint8Array>> {
  const files = made.get(opened) ?? makeExport(opened);
  made.set(opened, files);
  return new Map(await files);
}
