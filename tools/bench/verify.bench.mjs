import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { attestedBytes, leafListDigest, merkleRoot, SNAPSHOT_FORMAT } from '@echocohort/cohort';
import { addedFiles, folderSource, keyIdOf, verifyExport } from '@echocohort/export';
import { inPairs } from './pairs.mjs';

const [LESIONS, IMAGES, BYTES] = [400, 11, 64 * 1024];

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

function writeExport(folder) {
  const leaves = [];
  for (let lesion = 0; lesion < LESIONS; lesion++) {
    const subject = `C01-${String(lesion).padStart(4, '0')}`;
    mkdirSync(join(folder, 'dicom', subject, `${subject}-L1`), { recursive: true });
    for (let image = 1; image <= IMAGES; image++) {
      const bytes = randomBytes(BYTES);
      const path = `dicom/${subject}/${subject}-L1/${String(image).padStart(2, '0')}_S${image}.dcm`;
      writeFileSync(join(folder, path), bytes);
      leaves.push({ path, sha256: sha256(bytes), size: BYTES });
    }
  }
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const digest = sha256('bench');
  const record = {
    format: SNAPSHOT_FORMAT, study: { code: 'bench', version: '1', definition: digest, protocolVersion: '1' },
    cohort: { id: 'bench', name: 'Bench', version: 1, definition: { centres: null, criteria: [], trainingParts: 4, internalParts: 1 } },
    split: { id: 'bench', seed: '1', ratio: '4:1', exact: true, assignment: digest }, sets: [], audit: { seq: 0, hash: digest }, previousRoot: null,
    contentDigest: digest, leafListDigest: leafListDigest(leaves), root: merkleRoot(leaves),
  };
  const attestation = { algorithm: 'Ed25519', keyId: keyIdOf(publicKey), publicKey: publicKey.export({ format: 'pem', type: 'spki' }), signature: sign(null, attestedBytes({ record, signatures: [] }), privateKey).toString('base64') };
  for (const { path, bytes } of addedFiles({ record, signatures: [], attestation, leaves }, null)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

/** 4,400 images of 64 KiB, checked whole: bytes, sums, list, root and signature. The floor is sha256sum on the same files. */
export default async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'echocohort-bench-'));
  try {
    writeExport(folder);
    return await inPairs({
      runs: 5,
      unit: 'ms',
      baselineName: 'sha256sum -c MANIFEST.sha256',
      work: async () => {
        const verdict = await verifyExport(folderSource(folder));
        if (!verdict.ok || verdict.value.differences.length > 0) throw new Error('the export of the benchmark does not verify');
      },
      baseline: () => void execFileSync('sha256sum', ['-c', '--quiet', 'MANIFEST.sha256'], { cwd: folder }),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
