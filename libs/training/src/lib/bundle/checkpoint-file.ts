import { canonicalJson, ok, refuse, type Result, type Sha256Hex } from '@echocohort/kernel';
import { epochRecord, type TrainingConfig } from '@echocohort/model';
import { z } from 'zod';
import type { TrainingCheckpoint } from '../loop/checkpoint.ts';
import { sizeOf, type Weights } from '../network/initial-weights.ts';
import { networkParameters, type NetworkShape, type ParameterShape } from '../network/parameter-names.ts';

const FORMAT = 'echocohort-checkpoint/3';

const sums = z.object({ loss: z.number(), crossEntropy: z.number(), triplet: z.number(), lesionBranch: z.number(), backgroundBranch: z.number(), engineSeconds: z.number(), seconds: z.number() });

const header = z.object({
  format: z.literal(FORMAT),
  /** Everything that must be the same for the training to go on: configuration, snapshot and engine. */
  subject: z.string(),
  epoch: z.number().int().nonnegative(),
  step: z.number().int().nonnegative(),
  sums,
  optimiserStep: z.number().int(),
  best: z.object({ epoch: z.number().int(), auc: z.number().nullable(), lower: z.number().nullable(), upper: z.number().nullable(), logLoss: z.number() }).nullable(),
  /** Whether the running mean of the weights stands at the end. */
  averaged: z.boolean(),
  history: z.array(epochRecord),
  resumed: z.number().int(),
  /** SHA-256 of the numbers that follow. */
  payload: z.string(),
});

/** What a checkpoint belongs to. */
export interface CheckpointSubject {
  readonly config: TrainingConfig;
  readonly snapshotRoot: string;
  readonly engine: string;
  readonly threads: number;
  readonly shape: NetworkShape;
  /** SHA-256 of the weights that training began with. */
  readonly initialWeights: string;
}

const isTrained = ({ kind }: ParameterShape): boolean => kind !== 'moving-mean' && kind !== 'moving-variance';

const raw = (values: Float32Array): Uint8Array => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** Writes a checkpoint: length of the header, header as JSON, then weights, moments, best weights and their running mean as raw little-endian floats. */
export function writeCheckpoint(checkpoint: TrainingCheckpoint, subject: CheckpointSubject, sha256: Sha256Hex): Uint8Array {
  const { epoch, step, optimiser, best, history, weights, average, resumed } = checkpoint;
  const parameters = networkParameters(subject.shape);
  const ordered = (from: Weights): Float32Array[] => parameters.map(({ name }) => from.get(name) ?? new Float32Array());
  const payload = Buffer.concat([...ordered(weights), ...optimiser.first, ...optimiser.second, ...(best ? ordered(best.weights) : []), ...(average ? ordered(average) : [])].map(raw));
  const head: z.input<typeof header> = {
    format: FORMAT, subject: canonicalJson(subject), epoch, step, sums: checkpoint.sums, optimiserStep: optimiser.step,
    best: best && { epoch: best.epoch, ...best.result }, averaged: average !== null, history: [...history], resumed, payload: sha256(payload),
  };
  const text = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, payload]);
}

function readHeader(bytes: Uint8Array): { head: z.output<typeof header>; payload: Uint8Array } | null {
  if (bytes.length < 8) return null;
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > bytes.length - 8) return null;
  try {
    const parsed = header.safeParse(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))));
    return parsed.success ? { head: parsed.data, payload: bytes.subarray(8 + length) } : null;
  } catch {
    return null; // The caller refuses with one sentence, whether it was no JSON or other JSON.
  }
}

/** Arrays of the given sizes, one after the other; null when the bytes are not exactly theirs. */
function arraysOf(payload: Uint8Array, sizes: readonly number[]): Float32Array[] | null {
  if (payload.length !== 4 * sizes.reduce((sum, size) => sum + size, 0)) return null;
  const numbers = new Float32Array(new Uint8Array(payload).buffer); // copied: the bytes may begin anywhere in a larger buffer
  let at = 0;
  return sizes.map((size) => numbers.slice(at, (at += size)));
}

/** Reads a checkpoint back; refuses one that is damaged or belongs to another training. */
export function readCheckpoint(bytes: Uint8Array, subject: CheckpointSubject, sha256: Sha256Hex): Result<TrainingCheckpoint> {
  const read = readHeader(bytes);
  if (!read || sha256(read.payload) !== read.head.payload) return refuse({ code: 'checkpoint-unreadable', detail: 'The checkpoint is damaged or no checkpoint; start the training again without it.' });
  const { head } = read;
  if (head.subject !== canonicalJson(subject)) return refuse({ code: 'checkpoint-of-another-run', detail: 'The checkpoint belongs to another configuration, snapshot, engine or thread count; give the same ones, or start again.' });
  const parameters = networkParameters(subject.shape);
  const all = parameters.map(({ shape }) => sizeOf(shape));
  const trained = parameters.filter(isTrained).map(({ shape }) => sizeOf(shape));
  const second = subject.config.optimiser === 'adam' ? trained : trained.map(() => 0);
  const arrays = arraysOf(read.payload, [...all, ...trained, ...second, ...(head.best ? all : []), ...(head.averaged ? all : [])]);
  if (!arrays) return refuse({ code: 'checkpoint-unreadable', detail: 'The checkpoint was cut or belongs to another network; start the training again without it.' });
  const named = (from: number): Weights => new Map(parameters.map(({ name }, index) => [name, arrays[from + index] ?? new Float32Array()]));
  const moments = all.length;
  const best = moments + 2 * trained.length;
  return ok({
    epoch: head.epoch, step: head.step, sums: head.sums, history: head.history, resumed: head.resumed, weights: named(0),
    optimiser: { step: head.optimiserStep, first: arrays.slice(moments, moments + trained.length), second: arrays.slice(moments + trained.length, moments + 2 * trained.length) },
    best: head.best && { epoch: head.best.epoch, result: { auc: head.best.auc, lower: head.best.lower, upper: head.best.upper, logLoss: head.best.logLoss }, weights: named(best) },
    average: head.averaged ? named(best + (head.best ? all.length : 0)) : null,
  });
}
