import { canonicalJson, ok, refuse, type Result } from '@echocohort/kernel';
import { epochRecord, type TrainingConfig } from '@echocohort/model';
import { z } from 'zod';
import type { TrainingCheckpoint } from '../loop/checkpoint.ts';
import type { Weights } from '../network/initial-weights.ts';
import { modelLParameters, type ParameterShape } from '../network/parameter-names.ts';
import { sizeOf } from '../network/initial-weights.ts';

const FORMAT = 'echocohort-checkpoint/1';

const header = z.object({
  format: z.literal(FORMAT),
  /** Everything that must be the same for the training to go on: configuration, snapshot and engine. */
  subject: z.string(),
  epoch: z.number().int().positive(),
  adamStep: z.number().int(),
  bestEpoch: z.number().int().positive(),
  bestAuc: z.number().nullable(),
  bestLogLoss: z.number(),
  history: z.array(epochRecord),
});

/** What a checkpoint belongs to. */
export interface CheckpointSubject {
  readonly config: TrainingConfig;
  readonly snapshotRoot: string;
  readonly engine: string;
  readonly threads: number;
}

const isTrained = ({ kind }: ParameterShape): boolean => kind !== 'moving-mean' && kind !== 'moving-variance';

/** Writes a checkpoint: length of the header, header as JSON, then weights, best weights and both moments as raw floats. */
export function writeCheckpoint(checkpoint: TrainingCheckpoint, subject: CheckpointSubject): Uint8Array {
  const { epoch, adam, best, history, weights } = checkpoint;
  const head: z.input<typeof header> = { format: FORMAT, subject: canonicalJson(subject), epoch, adamStep: adam.step, bestEpoch: best.epoch, bestAuc: best.result.auc, bestLogLoss: best.result.logLoss, history: [...history] };
  const text = new TextEncoder().encode(JSON.stringify(head));
  const parameters = modelLParameters(subject.config.width);
  const ordered = (from: Weights): Float32Array[] => parameters.map(({ name }) => from.get(name) ?? new Float32Array());
  const arrays = [...ordered(weights), ...ordered(best.weights), ...adam.first, ...adam.second];
  const floats = arrays.reduce((sum, values) => sum + values.length, 0);
  const bytes = new Uint8Array(8 + text.length + 4 * floats);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  let at = 8 + text.length;
  for (const values of arrays) for (const value of values) view.setFloat32((at += 4) - 4, value, true);
  return bytes;
}

function readHeader(bytes: Uint8Array): z.output<typeof header> | null {
  if (bytes.length < 8) return null;
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > bytes.length - 8) return null;
  try {
    const parsed = header.safeParse(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // The caller refuses with one sentence, whether it was no JSON or other JSON.
  }
}

/** Reads a checkpoint back; refuses one that is damaged or belongs to another training. */
export function readCheckpoint(bytes: Uint8Array, subject: CheckpointSubject): Result<TrainingCheckpoint> {
  const head = readHeader(bytes);
  if (!head) return refuse({ code: 'checkpoint-unreadable', detail: 'The checkpoint cannot be read; start the training again without it.' });
  if (head.subject !== canonicalJson(subject)) return refuse({ code: 'checkpoint-of-another-run', detail: 'The checkpoint belongs to another configuration, snapshot, engine or thread count; give the same ones, or start again.' });
  const parameters = modelLParameters(subject.config.width);
  const sizes = parameters.map(({ shape }) => sizeOf(shape));
  const trained = parameters.filter(isTrained).map(({ shape }) => sizeOf(shape));
  const all = [...sizes, ...sizes, ...trained, ...trained];
  const start = bytes.length - 4 * all.reduce((sum, size) => sum + size, 0);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (start !== 8 + Number(view.getBigUint64(0, true))) return refuse({ code: 'checkpoint-unreadable', detail: 'The checkpoint was cut or belongs to another network; start the training again without it.' });
  let at = start;
  const arrays = all.map((size) => Float32Array.from({ length: size }, () => view.getFloat32((at += 4) - 4, true)));
  const named = (from: number): Weights => new Map(parameters.map(({ name }, index) => [name, arrays[from + index] ?? new Float32Array()]));
  const moments = 2 * sizes.length;
  return ok({
    epoch: head.epoch,
    weights: named(0),
    best: { epoch: head.bestEpoch, result: { auc: head.bestAuc, logLoss: head.bestLogLoss }, weights: named(sizes.length) },
    adam: { step: head.adamStep, first: arrays.slice(moments, moments + trained.length), second: arrays.slice(moments + trained.length) },
    history: head.history,
  });
}
