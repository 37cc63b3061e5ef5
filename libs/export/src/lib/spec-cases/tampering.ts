import { createHash } from 'node:crypto';
import { leafListDigest, merkleRoot, snapshotManifestSchema } from '@echocohort/cohort';
import { z } from 'zod';
import { openingTrail } from './sample-snapshot.ts';

type Files = Map<string, Uint8Array>;

/** One way to falsify an export, and what must be named. */
export interface Tampering {
  readonly name: string;
  readonly opened?: boolean;
  readonly change: (files: Files) => void;
  /** `how path` of every difference that must be found. */
  readonly found: readonly string[];
  /** Words that must stand in one of the details. */
  readonly says?: string;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (files: Files, path: string): string => new TextDecoder().decode(files.get(path));
const edit = (files: Files, path: string, change: (text: string) => string): void => void files.set(path, utf8(change(textOf(files, path))));
const image = (subject: string): string => `dicom/${subject}/${subject}-L1/01_L1.dcm`;

function flipBit(files: Files, path: string): void {
  const bytes = Uint8Array.from(files.get(path) ?? []);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  files.set(path, bytes);
}

function rename(files: Files, path: string, to: string): void {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error('fixture');
  files.delete(path);
  files.set(to, bytes);
}

function swapRows(text: string): string {
  const [head, first, second, ...rest] = text.split('\n');
  return [head, second, first, ...rest].join('\n');
}

/** Writes MANIFEST.sha256 anew over the files as they are now. */
export function recomputeSums(files: Files): void {
  const lines = [...files.keys()].filter((path) => path !== 'MANIFEST.sha256').sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  files.set('MANIFEST.sha256', utf8(lines.map((path) => `${createHash('sha256').update(files.get(path) ?? '').digest('hex')}  ${path}\n`).join('')));
}

/** Makes SNAPSHOT.json fit the files: leaves, digest, root and the roots in people's signatures. Only the server's signature cannot be made. */
function recomputeSnapshot(files: Files): void {
  const manifest = snapshotManifestSchema.parse(JSON.parse(textOf(files, 'SNAPSHOT.json')));
  const leaves = manifest.leaves.filter((leaf) => files.has(leaf.path)).map((leaf) => ({ ...leaf, sha256: createHash('sha256').update(files.get(leaf.path) ?? '').digest('hex') }));
  const root = merkleRoot(leaves);
  const record = { ...manifest.record, root, leafListDigest: leafListDigest(leaves) };
  files.set('SNAPSHOT.json', utf8(JSON.stringify({ ...manifest, record, leaves, signatures: manifest.signatures.map((signature) => ({ ...signature, root })) })));
}

/** Gives the opening another trail, with fitting sums. */
function setTrail(files: Files, change: (trail: readonly string[]) => readonly string[]): void {
  edit(files, 'sealed/opening.json', (text) => {
    const opening = z.looseObject({ trail: z.array(z.string()) }).parse(JSON.parse(text));
    return JSON.stringify({ ...opening, trail: change(opening.trail) });
  });
  recomputeSums(files);
}

export const TAMPERINGS: readonly Tampering[] = [
  { name: 'nothing', change: () => undefined, found: [] },
  { name: 'nothing, after the opening', opened: true, change: () => undefined, found: [] },
  { name: 'one bit of an image', change: (files) => flipBit(files, image('C01-0001')), found: [`changed ${image('C01-0001')}`, 'root-differs SNAPSHOT.json'] },
  { name: 'one bit of a table', change: (files) => flipBit(files, 'splits.tsv'), found: ['root-differs SNAPSHOT.json'] },
  { name: 'a cell', change: (files) => edit(files, 'lesions.tsv', (text) => text.replace('Round', 'Irregular')), found: ['changed lesions.tsv', 'root-differs SNAPSHOT.json'], says: 'ow 2 (C01-0001-L1) was changed' },
  { name: 'a row of participants', change: (files) => edit(files, 'participants.tsv', (text) => text.split('\n').filter((line) => !line.startsWith('C01-0002')).join('\n')), found: ['changed participants.tsv'], says: 'row of C01-0002 was removed' },
  { name: 'a row and the list of row digests', change: (files) => { edit(files, 'lesions.tsv', (text) => text.replace('Round', 'Irregular')); edit(files, 'row-digests.tsv', (text) => text.replace(/[0-9a-f]{16}/, '0'.repeat(16))); }, found: ['changed lesions.tsv', 'changed row-digests.tsv'] },
  { name: 'a missing image', change: (files) => void files.delete(image('C01-0002')), found: [`missing ${image('C01-0002')}`, 'root-differs SNAPSHOT.json'] },
  { name: 'an added file', change: (files) => void files.set('dicom/C01-0001/C01-0001-L1/02_L2.dcm', utf8('x')), found: ['extra dicom/C01-0001/C01-0001-L1/02_L2.dcm'] },
  { name: 'an added file with its sum', change: (files) => { files.set('extra.tsv', utf8('x')); recomputeSums(files); }, found: ['extra extra.tsv'] },
  { name: 'a name in capitals', change: (files) => rename(files, 'lesions.tsv', 'Lesions.tsv'), found: ['missing lesions.tsv', 'extra Lesions.tsv'] },
  { name: 'a name in capitals, with its sum', change: (files) => { rename(files, 'lesions.tsv', 'Lesions.tsv'); recomputeSums(files); }, found: ['missing lesions.tsv', 'extra Lesions.tsv'] },
  { name: 'one more name that looks the same (NFC and NFD)', change: (files) => { files.set('l\u00e9sions.tsv', utf8('x')); files.set('le\u0301sions.tsv', utf8('x')); }, found: ['extra l\u00e9sions.tsv', 'extra le\u0301sions.tsv'] },
  { name: 'a path of an image in capitals', change: (files) => rename(files, image('C01-0001'), image('C01-0001').toUpperCase()), found: [`missing ${image('C01-0001')}`, `extra ${image('C01-0001').toUpperCase()}`] },
  { name: 'two rows in another order', change: (files) => edit(files, 'lesions.tsv', swapRows), found: ['order lesions.tsv', 'root-differs SNAPSHOT.json'] },
  { name: 'a repeated row', change: (files) => edit(files, 'splits.tsv', (text) => `${text}${text.trimEnd().split('\n').at(-1) ?? ''}\n`), found: ['order splits.tsv', 'root-differs SNAPSHOT.json'] },
  { name: 'two swapped images', change: (files) => { const [a, b] = [files.get(image('C01-0001')), files.get(image('C01-0002'))]; if (a && b) files.set(image('C01-0001'), b).set(image('C01-0002'), a); }, found: [`swapped ${image('C01-0001')}`, `swapped ${image('C01-0002')}`, 'root-differs SNAPSHOT.json'] },
  { name: 'an audit row', change: (files) => edit(files, 'audit.ndjson', (text) => text.replace('C01-0002', 'C01-0007')), found: ['changed audit.ndjson', 'root-differs SNAPSHOT.json'] },
  { name: 'a table and its sum', change: (files) => { edit(files, 'lesions.tsv', (text) => text.replace('Round', 'Irregular')); recomputeSums(files); }, found: ['changed lesions.tsv', 'root-differs SNAPSHOT.json', 'sum-differs lesions.tsv'] },
  { name: 'a table, its sum, and the list in SNAPSHOT.json with its root', change: (files) => { edit(files, 'lesions.tsv', (text) => text.replace('Round', 'Irregular')); recomputeSnapshot(files); recomputeSums(files); }, found: ['signature-wrong SNAPSHOT.json'] },
  { name: 'a file taken out of everything', change: (files) => { files.delete(image('C01-0001')); recomputeSnapshot(files); recomputeSums(files); }, found: ['signature-wrong SNAPSHOT.json'] },
  { name: 'the root in SNAPSHOT.json', change: (files) => { edit(files, 'SNAPSHOT.json', (text) => text.replace(/"root": "[0-9a-f]{64}"/, `"root": "${'c'.repeat(64)}"`)); recomputeSums(files); }, found: ['root-differs SNAPSHOT.json', 'signature-wrong SNAPSHOT.json'] },
  { name: "the meaning of a person's signature", change: (files) => { edit(files, 'SNAPSHOT.json', (text) => text.replace('I reviewed', 'I did not review')); recomputeSums(files); }, found: ['signature-wrong SNAPSHOT.json'] },
  { name: 'no server signature', change: (files) => { edit(files, 'SNAPSHOT.json', (text) => JSON.stringify({ ...snapshotManifestSchema.parse(JSON.parse(text)), attestation: null })); recomputeSums(files); }, found: ['signature-wrong SNAPSHOT.json'] },
  { name: 'the README', change: (files) => edit(files, 'README.md', (text) => `${text}More.`), found: ['changed README.md'] },
  { name: 'lines of MANIFEST.sha256 in another order', change: (files) => edit(files, 'MANIFEST.sha256', (text) => swapRows(`\n${text}`).trimStart()), found: ['order MANIFEST.sha256'] },
  { name: 'no MANIFEST.sha256', change: (files) => void files.delete('MANIFEST.sha256'), found: ['missing MANIFEST.sha256'] },
  { name: 'no SNAPSHOT.json', change: (files) => void files.delete('SNAPSHOT.json'), found: ['missing SNAPSHOT.json'] },
  { name: 'SNAPSHOT.json cut off', change: (files) => edit(files, 'SNAPSHOT.json', (text) => text.slice(0, 500)), found: ['snapshot-edited SNAPSHOT.json'] },
  { name: 'opened outcomes', opened: true, change: (files) => { edit(files, 'sealed/outcomes.tsv', (text) => text.replace('\t1\t', '\t0\t')); recomputeSums(files); }, found: ['opening-differs sealed/outcomes.tsv'] },
  { name: 'the trail: opened before a model was registered', opened: true, change: (files) => setTrail(files, () => openingTrail(['opened', 'registered', 'share 1', 'share 2'])), found: ['opening-differs sealed/opening.json'], says: 'before the model was registered' },
  { name: 'the trail: nothing registered', opened: true, change: (files) => setTrail(files, () => openingTrail(['opened'])), found: ['opening-differs sealed/opening.json'] },
  { name: 'the trail: one share only', opened: true, change: (files) => setTrail(files, () => openingTrail(['registered', 'share 1', 'opened'])), found: ['opening-differs sealed/opening.json'], says: 'does not show 2 persons' },
  { name: 'the trail: a share given before a model was registered', opened: true, change: (files) => setTrail(files, () => openingTrail(['share 1', 'registered', 'share 2', 'opened'])), found: ['opening-differs sealed/opening.json'], says: 'does not show 2 persons' },
  { name: 'the trail: a share for another model', opened: true, change: (files) => setTrail(files, () => openingTrail(['registered', 'share 1', 'share 2 for another model', 'opened'])), found: ['opening-differs sealed/opening.json'], says: 'does not show 2 persons' },
  { name: "the trail: one holder signed for the other", opened: true, change: (files) => setTrail(files, () => openingTrail(['registered', 'share 1', 'share 2 by 1', 'opened'])), found: ['opening-differs sealed/opening.json'], says: 'signature of a key holder' },
  { name: 'the trail left out', opened: true, change: (files) => { edit(files, 'sealed/opening.json', (text) => text.replace(/"trail":/, '"kept":')); recomputeSums(files); }, found: ['opening-differs sealed/opening.json'], says: 'does not show the trail' },
  { name: 'the trail: rows moved', opened: true, change: (files) => setTrail(files, (trail) => [...trail].reverse()), found: ['opening-differs sealed/opening.json'], says: 'broken' },
  { name: 'another salt', opened: true, change: (files) => { edit(files, 'sealed/opening.json', (text) => text.replace('0505', '0506')); recomputeSums(files); }, found: ['opening-differs sealed/outcomes.tsv'] },
];
