import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { attestedBytes, leafListDigest, merkleRoot, SNAPSHOT_FORMAT } from '@echocohort/cohort';
import { bytesFile, exportFolder, folderSource, keyIdOf, verifyExport } from '@echocohort/export';
import { inPairs } from './pairs.mjs';

const [LESIONS, IMAGES, BYTES] = [400, 11, 64 * 1024];

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** The bytes of an image: random, and found again by its path's number. */
const imageBytes = new Map();

async function writeExport(folder) {
  const leaves = [];
  for (let lesion = 0; lesion < LESIONS; lesion++) {
    const subject = `C01-${String(lesion).padStart(4, '0')}`;
    for (let image = 1; image <= IMAGES; image++) {
      const seed = randomBytes(32);
      const bytes = Buffer.alloc(BYTES, seed);
      leaves.push({ path: `dicom/${subject}/${subject}-L1/${String(image).padStart(2, '0')}_S${image}.dcm`, sha256: sha256(bytes), size: BYTES });
      imageBytes.set(leaves.at(-1).sha256, seed);
    }
  }
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const attested = (bytes) => ({ algorithm: 'Ed25519', keyId: keyIdOf(publicKey), publicKey: publicKey.export({ format: 'pem', type: 'spki' }), signature: sign(null, bytes, privateKey).toString('base64') });
  const digest = sha256('bench');
  const record = {
    format: SNAPSHOT_FORMAT, study: { code: 'bench', version: '1', definition: digest, protocolVersion: '1' },
    cohort: { id: 'bench', name: 'Bench', version: 1, definition: { centres: null, criteria: [], trainingParts: 4, internalParts: 1 } },
    split: { id: 'bench', seed: '1', ratio: '4:1', exact: true, assignment: digest }, sets: [], audit: { seq: 0, hash: digest }, previousRoot: null,
    contentDigest: digest, leafListDigest: leafListDigest(leaves), root: merkleRoot(leaves),
  };
  const manifest = { record, signatures: [], attestation: attested(attestedBytes({ record, signatures: [] })), leaves };
  // Beside the images: a segmentation, a report and a mask for four images of every lesion, as a real export has them.
  const derived = leaves.filter(({ path }) => /0[1-4]_/.test(path)).flatMap(({ path }) => [['seg', 30_000], ['sr', 4000], ['masks', 2000]].map(([kind, size]) => bytesFile(path.replace('dicom', kind), () => randomBytes(size))));
  const files = async function* () { yield* derived; };
  await exportFolder(manifest, (leaf) => Promise.resolve(Readable.from([Buffer.alloc(BYTES, imageBytes.get(leaf.sha256))])), join(folder, 'export'), { derivation: { count: derived.length, files }, sign: attested });
}

/** 4,400 images of 64 KiB and 4,800 files made of them, checked whole: bytes, sums, lists, root and signatures. The floor is sha256sum on the same files. */
export default async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'echocohort-bench-'));
  try {
    await writeExport(folder);
    return await inPairs({
      runs: 5,
      unit: 'ms',
      baselineName: 'sha256sum -c MANIFEST.sha256',
      work: async () => {
        const verdict = await verifyExport(folderSource(join(folder, 'export')));
        if (!verdict.ok || verdict.value.differences.length > 0) throw new Error('the export of the benchmark does not verify');
      },
      baseline: () => void execFileSync('sha256sum', ['-c', '--quiet', 'MANIFEST.sha256'], { cwd: join(folder, 'export') }),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
