import type { EngineName } from './tensor-engine.ts';

/** What decides how much memory a training step takes. */
export interface StepSize {
  readonly width: number;
  readonly imageSize: number;
  readonly batchSize: number;
  readonly branches: 1 | 2;
  readonly parameters: number;
}

/**
 * Bytes for each pixel and each channel of the first layer that the activations, their gradients and the engine's scratch memory
 * take; fitted to measured peaks of full-width training at 64 to 224 pixels.
 */
const BYTES: Readonly<Record<EngineName, number>> = { 'tfjs-node': 24, 'wasm-blas': 48, wasm: 64, cpu: 96 };
const BASE_BYTES = 450e6;
/** Weights, gradients, moments, best weights and copies on the way. */
const COPIES = 9;
/** WebAssembly addresses four gigabytes, whatever the machine has. */
const WASM_LIMIT = 3.6e9;

const perImage = (engine: EngineName, { width, imageSize, branches }: StepSize): number => BYTES[engine] * width * imageSize ** 2 * branches;

/** About how many bytes a training takes. */
export const memoryNeed = (engine: EngineName, size: StepSize): number => BASE_BYTES + 4 * COPIES * size.parameters + size.batchSize * perImage(engine, size);

/** The largest batch that fits into a memory: 0 where not even four pictures do. */
export function fittingBatch(engine: EngineName, size: StepSize, available: number): number {
  const limit = engine === 'wasm' || engine === 'wasm-blas' ? Math.min(available, WASM_LIMIT) : available;
  const room = limit - BASE_BYTES - 4 * COPIES * size.parameters;
  const batch = 2 * Math.floor(room / perImage(engine, size) / 2);
  return batch < 4 ? 0 : Math.min(batch, size.batchSize);
}

/** What engines and Node say when there is no memory left. */
export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && (/out of memory|OOM when allocating|bad_alloc|allocation failed|memory access out of bounds|cannot enlarge memory|ResourceExhausted/i.test(error.message) || ('code' in error && error.code === 'ERR_MEMORY_ALLOCATION_FAILED'));
