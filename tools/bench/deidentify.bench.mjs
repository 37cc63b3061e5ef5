import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deidentify, readBack } from '@echocohort/deidentification';
import { otherTools } from './other-tools.mjs';
import { inPairs } from './pairs.mjs';
import { scannerFile, speckle } from './raw-ultrasound.mjs';

const [COLUMNS, ROWS, FILES] = [1024, 768, 20];
const key = new Uint8Array(32).fill(7);
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** 1024x768 RGB files of 2.36 MB: read, cleaned, read back by the second reader, digested and written. The floor is to copy and digest them; other programs on the same files stand beside it. */
export default async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'echocohort-bench-'));
  try {
    const value = speckle(COLUMNS * ROWS * 3, 'bench-deidentify');
    const paths = Array.from({ length: FILES }, (_, index) => join(folder, `${index}.dcm`));
    paths.forEach((path, number) => writeFileSync(path, scannerFile({ rows: ROWS, columns: COLUMNS, photometric: 'RGB', region: [100, 60, 900, 700], pixels: { value }, number })));
    const measured = await inPairs({
      items: FILES,
      baselineName: 'copy and SHA-256',
      work: () => {
        for (const path of paths) {
          const source = new Uint8Array(readFileSync(path));
          const result = deidentify(source, { key, subjectCode: 'C03-0142' });
          if (!result.ok || readBack(result.value.bytes, source).length > 0) throw new Error('the file of the benchmark is not cleaned');
          digest(result.value.bytes);
          writeFileSync(`${path}.clean`, result.value.bytes);
        }
      },
      baseline: () => {
        for (const path of paths) {
          copyFileSync(path, `${path}.copy`);
          digest(readFileSync(`${path}.copy`));
        }
      },
    });
    return { ...measured, others: otherTools(paths, folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
