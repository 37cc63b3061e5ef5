import type { RunNetwork, Tensor, TextNetwork } from './text-detection.types.ts';

/** What onnxruntime's sessions look like in Node and in a browser alike; `T` is the runtime's own tensor. */
export interface NetworkSession<T> {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(feeds: Record<string, T>): Promise<Readonly<Record<string, { readonly data: unknown; readonly dims: readonly number[] }>>>;
}

/** Runs the two networks by sessions of whatever runtime; each has one input and one output. */
export function runSessions<T>(sessions: Readonly<Record<TextNetwork, NetworkSession<T>>>, tensorOf: (tensor: Tensor) => T): RunNetwork {
  return async (network, tensor) => {
    const session = sessions[network];
    const output = (await session.run({ [session.inputNames[0] ?? '']: tensorOf(tensor) }))[session.outputNames[0] ?? ''];
    if (!(output?.data instanceof Float32Array)) throw new Error('the text model gave no numbers');
    return { data: output.data, dims: output.dims };
  };
}
