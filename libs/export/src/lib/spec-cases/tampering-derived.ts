import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { keyIdOf, EXPORT_LIST_PATH } from '../../index.ts';
import { readExportList, signedListBytes, type ExportList } from '../export-list.ts';
import { recomputeSums, type Tampering } from './tampering.ts';

type Files = Map<string, Uint8Array>;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const DTA = 'stata/lesions.dta';
const SAV = 'spss/lesions.sav';

function flipBit(files: Files, path: string): void {
  const bytes = Uint8Array.from(files.get(path) ?? []);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  files.set(path, bytes);
}

/** Makes EXPORT.json fit the files as they are; only the server's signature cannot be made. */
function recomputeList(files: Files, change: (list: ExportList) => ExportList = (list) => list): void {
  const list = readExportList(new TextDecoder().decode(files.get(EXPORT_LIST_PATH)));
  if (!list) throw new Error('no list');
  const fitting = list.files.filter(({ path }) => files.has(path)).map((file) => ({ ...file, sha256: createHash('sha256').update(files.get(file.path) ?? '').digest('hex') }));
  files.set(EXPORT_LIST_PATH, utf8(JSON.stringify(change({ ...list, files: fitting }))));
}

/** Signs the list with a key of the forger's own. */
function signedByOther(list: ExportList): ExportList {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { ...list, attestation: { algorithm: 'Ed25519', keyId: keyIdOf(publicKey), publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString(), signature: sign(null, signedListBytes(list), privateKey).toString('base64') } };
}

/** Ways to falsify what is made of a snapshot, and what must be named. */
export const DERIVED_TAMPERINGS: readonly Tampering[] = [
  { name: 'nothing', change: () => undefined, found: [] },
  { name: 'one bit of a Stata file', change: (files) => flipBit(files, DTA), found: [`changed ${DTA}`] },
  { name: 'one bit of a mask', change: (files) => flipBit(files, 'masks/C01-0001/C01-0001-L1/01_L1.png'), found: ['changed masks/C01-0001/C01-0001-L1/01_L1.png'] },
  { name: 'a missing segmentation', change: (files) => void files.delete('seg/C01-0001/C01-0001-L1/01_L1.dcm'), found: ['missing seg/C01-0001/C01-0001-L1/01_L1.dcm'] },
  { name: 'two swapped reports', change: (files) => { const [a, b] = ['sr/C01-0001/C01-0001-L1/01_L1.dcm', 'sr/C01-0002/C01-0002-L1/01_L1.dcm']; const [x, y] = [files.get(a), files.get(b)]; if (x && y) files.set(a, y).set(b, x); }, found: ['swapped sr/C01-0001/C01-0001-L1/01_L1.dcm', 'swapped sr/C01-0002/C01-0002-L1/01_L1.dcm'] },
  { name: 'an edited file with its sum', change: (files) => { flipBit(files, SAV); recomputeSums(files); }, found: [`changed ${SAV}`, `sum-differs ${SAV}`] },
  { name: 'an edited file with sum and list', change: (files) => { flipBit(files, SAV); recomputeList(files); recomputeSums(files); }, found: [`signature-wrong ${EXPORT_LIST_PATH}`] },
  { name: 'the same, signed by another', change: (files) => { flipBit(files, SAV); recomputeList(files, signedByOther); recomputeSums(files); }, found: [`signature-wrong ${EXPORT_LIST_PATH}`] },
  { name: 'the list of another snapshot', change: (files) => { recomputeList(files, (list) => ({ ...list, root: 'e'.repeat(64) })); recomputeSums(files); }, found: [`snapshot-edited ${EXPORT_LIST_PATH}`] },
  { name: 'a list without signature', change: (files) => { recomputeList(files, (list) => ({ ...list, attestation: null })); recomputeSums(files); }, found: [`signature-wrong ${EXPORT_LIST_PATH}`] },
  { name: 'a list cut off', change: (files) => void files.set(EXPORT_LIST_PATH, utf8('{"format"')), found: [`snapshot-edited ${EXPORT_LIST_PATH}`, `extra ${DTA}`] },
  { name: 'no list', change: (files) => { files.delete(EXPORT_LIST_PATH); recomputeSums(files); }, found: [`extra ${DTA}`] },
  { name: 'an added table', change: (files) => { files.set('stata/extra.dta', utf8('x')); recomputeSums(files); }, found: ['extra stata/extra.dta'] },
  { name: 'the README with its sum', change: (files) => { files.set('README.md', utf8('other')); recomputeSums(files); }, found: ['changed README.md'] },
];
