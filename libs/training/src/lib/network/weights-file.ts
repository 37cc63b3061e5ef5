import { ok, refuse, type Result } from '@echocohort/kernel';
import { z } from 'zod';
import { initialWeights, sizeOf, type Weights } from './initial-weights.ts';
import { branchPrefix, networkParameters, resnetParameters, type NetworkShape, type ParameterShape } from './parameter-names.ts';

const entry = z.object({ dtype: z.string(), shape: z.array(z.number().int().nonnegative()), data_offsets: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]) });

/** A tensor of a weights file. */
interface FileTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

const unreadable: Result<never> = refuse({ code: 'weights-file-unreadable', detail: 'The weights file is no safetensors file (header length, JSON header, then the numbers); export the weights in that format.' });

/** A 16-bit number as IEEE 754 half precision. */
function half(bits: number): number {
  const [sign, exponent, fraction] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return exponent === 0 ? sign * 2 ** -14 * (fraction / 1024) : sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
}

const READERS: Readonly<Record<string, { readonly size: number; read(view: DataView, at: number): number }>> = {
  F32: { size: 4, read: (view, at) => view.getFloat32(at, true) },
  F16: { size: 2, read: (view, at) => half(view.getUint16(at, true)) },
  BF16: { size: 2, read: (view, at) => new Float32Array(Uint32Array.of(view.getUint16(at, true) << 16).buffer)[0] ?? NaN },
};

function headerOf(bytes: Uint8Array): { readonly header: Readonly<Record<string, unknown>>; readonly start: number } | null {
  if (bytes.length < 8) return null;
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > bytes.length - 8) return null;
  try {
    const parsed = z.record(z.string(), z.unknown()).safeParse(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))));
    return parsed.success ? { header: parsed.data, start: 8 + length } : null;
  } catch {
    return null; // refused by the caller in one sentence
  }
}

/** Reads a safetensors file; tensors of other number types than floats (torch's counters) are left aside. */
export function readSafetensors(bytes: Uint8Array): Result<ReadonlyMap<string, FileTensor>> {
  const head = headerOf(bytes);
  if (!head) return unreadable;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tensors = new Map<string, FileTensor>();
  for (const [name, value] of Object.entries(head.header)) {
    if (name === '__metadata__') continue;
    const parsed = entry.safeParse(value);
    if (!parsed.success) return unreadable;
    const { dtype, shape, data_offsets: [from, to] } = parsed.data;
    const reader = READERS[dtype];
    if (!reader) continue;
    if (to - from !== reader.size * sizeOf(shape) || head.start + to > bytes.length) return unreadable;
    tensors.set(name, { shape, values: Float32Array.from({ length: sizeOf(shape) }, (_, at) => reader.read(view, head.start + from + at * reader.size)) });
  }
  return ok(tensors);
}

/** Filters from torch's order (output, input, row, column) to tfjs's (row, column, input, output). */
function fromTorch(values: Float32Array, [rows = 0, columns = 0, input = 0, output = 0]: readonly number[]): Float32Array {
  const turned = new Float32Array(values.length);
  let at = 0;
  for (let to = 0; to < output; to++) {
    for (let from = 0; from < input; from++) {
      for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) turned[((row * columns + column) * input + from) * output + to] = values[at++] ?? 0;
    }
  }
  return turned;
}

const torchShape = ({ kind, shape }: ParameterShape): number[] => {
  const [rows = 0, columns = 0, input = 0, output = 0] = shape;
  return kind === 'filter' ? [output, input, rows, columns] : [...shape];
};

/** Weights to begin with out of a file. */
export interface StartingWeights {
  readonly weights: Weights;
  /** How many tensors came from the file; the rest is initialised. */
  readonly taken: number;
}

/**
 * Weights from a file with torch's names for ResNet-18: every tensor of the network's branches must be there in the right shape; `fc.*` is
 * dropped, the heads are initialised. Both branches of Model-LB begin with the same weights.
 */
export function startFromFile(bytes: Uint8Array, shape: NetworkShape, seed: number): Result<StartingWeights> {
  const tensors = readSafetensors(bytes);
  if (!tensors.ok) return tensors;
  const weights = new Map(initialWeights(networkParameters(shape), seed));
  const branches = shape.model === 'L' ? ['lesion' as const] : ['lesion' as const, 'background' as const];
  const wanted = resnetParameters(shape.width);
  for (const parameter of wanted) {
    const found = tensors.value.get(parameter.name);
    const expected = torchShape(parameter);
    if (!found || found.shape.join() !== expected.join()) {
      return refuse({ code: 'weights-wrong-shape', detail: `The weights file has ${found ? `${parameter.name} of shape ${found.shape.join(' x ')}` : `no ${parameter.name}`}; this network needs ${expected.join(' x ')}. Use weights of a ResNet-18 of width ${shape.width}, or another width.`, facts: { name: parameter.name, expected } });
    }
    if (!found.values.every(Number.isFinite)) return refuse({ code: 'weights-not-finite', detail: `${parameter.name} in the weights file holds a value that is no number.`, facts: { name: parameter.name } });
    const values = parameter.kind === 'filter' ? fromTorch(found.values, parameter.shape) : found.values;
    for (const branch of branches) weights.set(`${branchPrefix(shape.model, branch)}${parameter.name}`, values);
  }
  return ok({ weights, taken: wanted.length });
}
