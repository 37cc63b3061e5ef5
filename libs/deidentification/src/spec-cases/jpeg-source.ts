import { encodeJpeg, forwardDct, type JpegComponent, type JpegFrame } from '@echocohort/dicom';
import { ascii, concat } from './source-bytes.ts';
import { HEIGHT, WIDTH } from './source-image.ts';

/** Quantisation of a middling quality, zigzag order: coarse enough to be real, fine enough to see errors. */
const STEPS = Uint8Array.from({ length: 64 }, (_, index) => 3 + Math.floor(index / 4));

function component(plane: readonly number[], h: number, v: number, hMax: number, vMax: number): JpegComponent {
  const blocksPerLine = Math.ceil(WIDTH / (8 * hMax)) * h;
  const blocksPerColumn = Math.ceil(HEIGHT / (8 * vMax)) * v;
  const coefficients = new Int16Array(blocksPerLine * blocksPerColumn * 64);
  const [stepX, stepY] = [hMax / h, vMax / v];
  const samples = new Float64Array(64);
  for (let block = 0; block < blocksPerLine * blocksPerColumn; block++) {
    for (let at = 0; at < 64; at++) {
      const x = Math.min(WIDTH - 1, ((block % blocksPerLine) * 8 + (at & 7)) * stepX);
      const y = Math.min(HEIGHT - 1, (Math.floor(block / blocksPerLine) * 8 + (at >> 3)) * stepY);
      samples[at] = (plane[y * WIDTH + x] ?? 0) - 128;
    }
    forwardDct(samples, STEPS, coefficients, block * 64);
  }
  return { id: 1, h, v, quantisation: STEPS, blocksPerLine, blocksPerColumn, coefficients };
}

const made = new Map<string, JpegFrame>();

/** `jpegFrame` under a name, made once: the pictures do not change with the patient. */
export function namedFrame(name: string, planes: () => readonly (readonly number[])[], sampling: readonly [number, number] = [1, 1]): JpegFrame {
  const frame = made.get(name) ?? jpegFrame(planes(), sampling);
  made.set(name, frame);
  return frame;
}

/** A baseline JPEG of the planes: one plane is grey, three are YCbCr with the given sampling of brightness. */
export function jpegFrame(planes: readonly (readonly number[])[], sampling: readonly [number, number] = [1, 1]): JpegFrame {
  const [hMax, vMax] = planes.length === 1 ? [1, 1] : sampling;
  const components = planes.map((plane, index) => component(plane, index === 0 ? hMax : 1, index === 0 ? vMax : 1, hMax, vMax));
  return { width: WIDTH, height: HEIGHT, hMax, vMax, components, colourModel: 'ycbcr' };
}

export function jpegBytes(frame: JpegFrame): Uint8Array {
  const encoded = encodeJpeg(frame);
  if (!encoded.ok) throw new Error(encoded.refusal.code);
  return encoded.value;
}

const segment = (marker: number, content: Uint8Array): Uint8Array => concat(Uint8Array.of(0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff), content);

/** The same picture with a comment and application segments that hold the text. */
export function withComment(bytes: Uint8Array, text: string): Uint8Array {
  return concat(bytes.subarray(0, 2), segment(0xfe, ascii(text)), segment(0xe1, ascii(`Exif ${text}`)), segment(0xed, ascii(text)), bytes.subarray(2));
}

/** Where the entropy-coded data of a one-scan file begin. */
function scanStart(bytes: Uint8Array): number {
  for (let at = 2; at + 3 < bytes.length; ) {
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    if (bytes[at + 1] === 0xda) return at + 2 + length;
    at += 2 + length;
  }
  throw new Error('no scan');
}

/** The same picture with a restart marker after each line of blocks: each line is encoded alone, then joined. */
export function withRestarts(frame: JpegFrame): Uint8Array {
  const whole = jpegBytes(frame);
  const lines = Math.ceil(frame.height / (8 * frame.vMax));
  const strips = Array.from({ length: lines }, (_, line) => {
    const components = frame.components.map((part) => ({ ...part, blocksPerColumn: part.v, coefficients: part.coefficients.subarray(line * part.v * part.blocksPerLine * 64, (line + 1) * part.v * part.blocksPerLine * 64) }));
    const strip = jpegBytes({ ...frame, height: 8 * frame.vMax, components });
    const scan = strip.subarray(scanStart(strip), strip.length - 2);
    return line + 1 < lines ? concat(scan, Uint8Array.of(0xff, 0xd0 + (line % 8))) : scan;
  });
  const interval = Math.ceil(frame.width / (8 * frame.hMax));
  return concat(whole.subarray(0, 2), segment(0xdd, Uint8Array.of(interval >> 8, interval & 0xff)), whole.subarray(2, scanStart(whole)), ...strips, Uint8Array.of(0xff, 0xd9));
}
