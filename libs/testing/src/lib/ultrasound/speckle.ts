import type { EchoMap } from './echo-map.ts';
import { normalStream } from './noise.ts';

/** Settings of the receiving side. */
export interface Receiver {
  /** Width of the grey scale, dB. */
  readonly dynamicRange: number;
  /** Overall gain, dB. */
  readonly gain: number;
  /** Loss that time gain compensation leaves uncorrected, dB a cm. */
  readonly lossPerCm: number;
  /** Depth of the transmit focus, cm: the beam is narrowest there. */
  readonly focusCm: number;
  /** Noise of the electronics relative to tissue, dB. */
  readonly noiseFloor: number;
}

const AXIAL = [0.11, 0.37, 0.52, 0.37, 0.11];

/**
 * Grey values in [0, 1] of the echo map. Fully developed speckle: many scatterers a cell make a complex normal field;
 * the pulse (axial) and the beam (lateral, wider away from the focus) correlate it, its envelope is Rayleigh
 * distributed, and the scanner shows the logarithm. So grain, contrast and dark halos come out as on a scanner.
 */
export function receive(map: EchoMap, receiver: Receiver, random: () => number): Float32Array {
  const { lines, samples, range } = map.grid;
  const real = new Float32Array(lines * samples);
  const imaginary = new Float32Array(lines * samples);
  const fill = normalStream(random);
  fill(real);
  fill(imaginary);
  for (let at = 0; at < real.length; at++) {
    const loss = receiver.lossPerCm * (range[at % samples] ?? 0);
    const amplitude = Math.exp(((map.db[at] ?? 0) - loss) * (Math.LN10 / 20));
    real[at] = (real[at] ?? 0) * amplitude;
    imaginary[at] = (imaginary[at] ?? 0) * amplitude;
  }
  const waist = lateralWidths(map, receiver);
  const fields = [real, imaginary].map((field) => lateral(axial(field, lines, samples), lines, samples, waist));
  return compress(fields[0] ?? real, fields[1] ?? imaginary, receiver, random);
}

function axial(field: Float32Array, lines: number, samples: number): Float32Array {
  const out = new Float32Array(field.length);
  const [a, b, c] = [AXIAL[0] ?? 0, AXIAL[1] ?? 0, AXIAL[2] ?? 0];
  for (let line = 0; line < lines; line++) {
    const first = line * samples;
    for (let sample = 2; sample < samples - 2; sample++) {
      const at = first + sample;
      out[at] = a * ((field[at - 2] ?? 0) + (field[at + 2] ?? 0)) + b * ((field[at - 1] ?? 0) + (field[at + 1] ?? 0)) + c * (field[at] ?? 0);
    }
  }
  return out;
}

/** Two weights a depth for a symmetric five-line window of unit energy. */
function lateralWidths(map: EchoMap, receiver: Receiver): Float32Array {
  const { samples, range } = map.grid;
  const weights = new Float32Array(samples * 3);
  for (let sample = 0; sample < samples; sample++) {
    const away = Math.abs((range[sample] ?? 0) - receiver.focusCm) / receiver.focusCm;
    const sigma = 0.75 + 0.7 * Math.min(1, away);
    const [one, two] = [Math.exp(-0.5 / (sigma * sigma)), Math.exp(-2 / (sigma * sigma))];
    const energy = Math.sqrt(1 + 2 * one * one + 2 * two * two);
    weights[sample * 3] = 1 / energy;
    weights[sample * 3 + 1] = one / energy;
    weights[sample * 3 + 2] = two / energy;
  }
  return weights;
}

function lateral(field: Float32Array, lines: number, samples: number, weights: Float32Array): Float32Array {
  const out = new Float32Array(field.length);
  for (let line = 0; line < lines; line++) {
    const [far, near] = [Math.max(0, line - 2) * samples, Math.max(0, line - 1) * samples];
    const [next, last] = [Math.min(lines - 1, line + 1) * samples, Math.min(lines - 1, line + 2) * samples];
    const own = line * samples;
    for (let sample = 0; sample < samples; sample++) {
      const side = (field[near + sample] ?? 0) + (field[next + sample] ?? 0);
      const outer = (field[far + sample] ?? 0) + (field[last + sample] ?? 0);
      out[own + sample] =
        (weights[sample * 3] ?? 0) * (field[own + sample] ?? 0) + (weights[sample * 3 + 1] ?? 0) * side + (weights[sample * 3 + 2] ?? 0) * outer;
    }
  }
  return out;
}

function compress(real: Float32Array, imaginary: Float32Array, receiver: Receiver, random: () => number): Float32Array {
  const floor = Math.exp(receiver.noiseFloor * (Math.LN10 / 20));
  const noise = new Float32Array(real.length);
  normalStream(random)(noise);
  const scale = 10 / Math.LN10 / receiver.dynamicRange;
  const offset = 0.5 + receiver.gain / receiver.dynamicRange;
  for (let at = 0; at < real.length; at++) {
    const [re, im] = [real[at] ?? 0, imaginary[at] ?? 0];
    const stray = floor * (noise[at] ?? 0);
    const grey = offset + scale * Math.log(re * re + im * im + stray * stray + 1e-9);
    noise[at] = grey < 0 ? 0 : grey > 1 ? 1 : grey;
  }
  return noise;
}
