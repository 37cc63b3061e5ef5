import { ZIGZAG } from './jpeg-frame.ts';

// Half cosines of k*pi/16, written out so that every engine computes the same bits.
const C1 = 0.4903926402016152;
const C2 = 0.46193976625564337;
const C3 = 0.4157348061512726;
const C4 = 0.35355339059327373;
const C5 = 0.2777851165098011;
const C6 = 0.1913417161825449;
const C7 = 0.09754516100806412;

/** Orthonormal DCT-II: row u, column x (T.81 A.3.3). */
const BASIS = Float64Array.of(
  C4, C4, C4, C4, C4, C4, C4, C4,
  C1, C3, C5, C7, -C7, -C5, -C3, -C1,
  C2, C6, -C6, -C2, -C2, -C6, C6, C2,
  C3, -C7, -C1, -C5, C5, C1, C7, -C3,
  C4, -C4, -C4, C4, C4, -C4, -C4, C4,
  C5, -C1, C7, C3, -C3, -C7, C1, -C5,
  C6, -C2, C2, -C6, -C6, C2, -C2, C6,
  C7, -C5, C3, -C1, C1, -C3, C5, -C7,
);

const scratch = new Float64Array(64);
const natural = new Float64Array(64);

/** Samples (level-shifted, row by row) of one block of quantised zigzag coefficients, into `samples`. */
export function inverseDct(coefficients: Int16Array, base: number, quantisation: Uint8Array, samples: Float64Array): void {
  let swing = 0;
  for (let index = 1; index < 64; index++) swing |= coefficients[base + index] ?? 0;
  // A flat block (blanked, or without colour) is most of an ultrasound screen; the same bits as the long way.
  if (swing === 0) {
    samples.fill((coefficients[base] ?? 0) * (quantisation[0] ?? 0) * C4 * C4);
    return;
  }
  // Most rows of high frequencies are empty; leaving them out changes no bit of the sums.
  let used = 0;
  for (let index = 0; index < 64; index++) {
    const value = coefficients[base + index] ?? 0;
    const place = ZIGZAG[index] ?? 0;
    natural[place] = value * (quantisation[index] ?? 0);
    if (value !== 0) used |= 1 << (place >> 3);
  }
  for (let v = 0; v < 8; v++) for (let x = 0; x < 8; x++) {
    let sum = 0;
    if ((used >> v) & 1) for (let u = 0; u < 8; u++) sum += (natural[v * 8 + u] ?? 0) * (BASIS[u * 8 + x] ?? 0);
    scratch[v * 8 + x] = sum;
  }
  for (let y = 0; y < 8; y++) for (let x = 0; x < 8; x++) {
    let sum = 0;
    for (let v = 0; v < 8; v++) if ((used >> v) & 1) sum += (scratch[v * 8 + x] ?? 0) * (BASIS[v * 8 + y] ?? 0);
    samples[y * 8 + x] = sum;
  }
}

/** Quantised zigzag coefficients of one block of level-shifted samples, into `coefficients` at `base`. */
export function forwardDct(samples: Float64Array, quantisation: Uint8Array, coefficients: Int16Array, base: number): void {
  for (let y = 0; y < 8; y++) for (let u = 0; u < 8; u++) {
    let sum = 0;
    for (let x = 0; x < 8; x++) sum += (samples[y * 8 + x] ?? 0) * (BASIS[u * 8 + x] ?? 0);
    scratch[y * 8 + u] = sum;
  }
  for (let v = 0; v < 8; v++) for (let u = 0; u < 8; u++) {
    let sum = 0;
    for (let y = 0; y < 8; y++) sum += (scratch[y * 8 + u] ?? 0) * (BASIS[v * 8 + y] ?? 0);
    natural[v * 8 + u] = sum;
  }
  for (let index = 0; index < 64; index++) coefficients[base + index] = Math.round((natural[ZIGZAG[index] ?? 0] ?? 0) / (quantisation[index] ?? 1));
}
