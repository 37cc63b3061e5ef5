import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deidentify } from '@echocohort/deidentification';
import sharp from 'sharp';
import { inPairs } from './pairs.mjs';
import { scannerFile, speckle } from './raw-ultrasound.mjs';

const [COLUMNS, ROWS, FRAMES] = [800, 600, 100];
const key = new Uint8Array(32).fill(7);
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

const jpegFrame = async (index) => new Uint8Array(await sharp(speckle(COLUMNS * ROWS * 3, `bench-cine-${index}`), { raw: { width: COLUMNS, height: ROWS, channels: 3 } }).blur(1.2).jpeg({ quality: 85, chromaSubsampling: '4:2:0' }).toBuffer());

/** A JPEG cine of 100 frames, blanked outside its region without decoding pixels. The floor is to copy and digest it. */
export default async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'echocohort-bench-'));
  try {
    const few = await Promise.all([0, 1, 2, 3].map(jpegFrame));
    const frames = Array.from({ length: FRAMES }, (_, index) => few[index % few.length]);
    const path = join(folder, 'cine.dcm');
    writeFileSync(path, scannerFile({ rows: ROWS, columns: COLUMNS, frames: FRAMES, photometric: 'YBR_FULL_422', region: [101, 63, 700, 540], pixels: { frames }, transferSyntax: '1.2.840.10008.1.2.4.50' }));
    return await inPairs({
      runs: 3,
      items: FRAMES,
      unit: 'ms/frame',
      baselineName: 'copy and SHA-256',
      work: () => {
        const result = deidentify(new Uint8Array(readFileSync(path)), { key, subjectCode: 'C03-0142' });
        if (!result.ok) throw new Error(result.refusal.code);
        digest(result.value.bytes);
        writeFileSync(`${path}.clean`, result.value.bytes);
      },
      baseline: () => {
        copyFileSync(path, `${path}.copy`);
        digest(readFileSync(`${path}.copy`));
      },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
