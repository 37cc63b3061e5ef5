import { createHash } from 'node:crypto';
import { closeSync, copyFileSync, fstatSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deidentifyStream, readBackStream } from '@echocohort/deidentification';
import sharp from 'sharp';
import { inPairs } from './pairs.mjs';
import { scannerFile, speckle } from './raw-ultrasound.mjs';

const [COLUMNS, ROWS, FRAMES] = [800, 600, 100];
const [RAW_COLUMNS, RAW_ROWS, RAW_FRAMES] = [1024, 768, 127];
const key = new Uint8Array(32).fill(7);
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** A file that is read where it lies. */
function opened(path) {
  const handle = openSync(path, 'r');
  const { size } = fstatSync(handle);
  const read = (offset, length) => {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
    readSync(handle, bytes, 0, bytes.length, offset);
    return bytes;
  };
  return { source: { size, read }, close: () => closeSync(handle) };
}

/** Cleans one file into another piece by piece and reads it back; answers the largest resident memory seen, in MB: of the whole process, and above the start. */
function cleanFile(path, out, alsoReadBack) {
  const start = process.memoryUsage.rss();
  let most = start;
  const input = opened(path);
  const handle = openSync(out, 'w');
  const look = () => { most = Math.max(most, process.memoryUsage.rss()); };
  const sink = { write: (bytes) => { writeSync(handle, bytes); look(); }, writeAt: (offset, bytes) => writeSync(handle, bytes, 0, bytes.length, offset) };
  const result = deidentifyStream(input.source, sink, { key, subjectCode: 'C03-0142' });
  closeSync(handle);
  if (!result.ok) throw new Error(result.refusal.code);
  if (alsoReadBack) {
    const clean = opened(out);
    if (readBackStream(clean.source, input.source).length > 0) throw new Error('the clip of the benchmark is not clean');
    clean.close();
    look();
  }
  input.close();
  return { process: Math.round(most / 1e6), above: Math.round((most - start) / 1e6) };
}

const jpegFrame = async (index) => new Uint8Array(await sharp(speckle(COLUMNS * ROWS * 3, `bench-cine-${index}`), { raw: { width: COLUMNS, height: ROWS, channels: 3 } }).blur(1.2).jpeg({ quality: 85, chromaSubsampling: '4:2:0' }).toBuffer());

/** 300 MB of uncompressed frames, written without ever holding them. */
function rawClip(path) {
  const frame = speckle(RAW_COLUMNS * RAW_ROWS * 3, 'bench-raw');
  const head = Buffer.from(scannerFile({ rows: RAW_ROWS, columns: RAW_COLUMNS, frames: RAW_FRAMES, photometric: 'RGB', region: [100, 60, 900, 700], pixels: { value: new Uint8Array(0) } }));
  head.writeUInt32LE(RAW_FRAMES * frame.length, head.length - 4);
  const handle = openSync(path, 'w');
  writeSync(handle, head);
  for (let index = 0; index < RAW_FRAMES; index++) writeSync(handle, frame);
  closeSync(handle);
}

/** A JPEG cine of 100 frames, blanked outside its region without decoding pixels. The floor is to copy and digest it. Beside it the memory that an uncompressed clip of 300 MB takes. */
export default async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'echocohort-bench-'));
  try {
    const raw = join(folder, 'raw.dcm');
    rawClip(raw);
    const began = performance.now();
    const memory = cleanFile(raw, `${raw}.clean`, true);
    const rawSeconds = Number(((performance.now() - began) / 1000).toPrecision(3));
    rmSync(raw);
    rmSync(`${raw}.clean`);
    const few = await Promise.all([0, 1, 2, 3].map(jpegFrame));
    const frames = Array.from({ length: FRAMES }, (_, index) => few[index % few.length]);
    const path = join(folder, 'cine.dcm');
    writeFileSync(path, scannerFile({ rows: ROWS, columns: COLUMNS, frames: FRAMES, photometric: 'YBR_FULL_422', region: [101, 63, 700, 540], pixels: { frames }, transferSyntax: '1.2.840.10008.1.2.4.50' }));
    const measured = await inPairs({
      runs: 3,
      items: FRAMES,
      unit: 'ms/frame',
      baselineName: 'copy and SHA-256',
      work: () => {
        cleanFile(path, `${path}.clean`, false);
        digest(readFileSync(`${path}.clean`));
      },
      baseline: () => {
        copyFileSync(path, `${path}.copy`);
        digest(readFileSync(`${path}.copy`));
      },
    });
    return { ...measured, raw: { megabytes: 300, seconds: rawSeconds, memoryMegabytes: memory.above, processMegabytes: memory.process, memoryLimit: 200 } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
