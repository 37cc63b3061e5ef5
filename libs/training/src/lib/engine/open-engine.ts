import { ok, refuse, type Result } from '@echocohort/kernel';
import { openCpu } from './cpu.engine.ts';
import { selfTest } from './self-test.ts';
import { openTfjsNode } from './tfjs-node.engine.ts';
import { openWasm } from './wasm.engine.ts';
import { openWasmBlas } from './wasm-blas.engine.ts';
import type { EngineName, TensorEngine } from './tensor-engine.ts';

/** An engine by name, or the first that works of tfjs-node, WebAssembly with OpenBLAS, and WebAssembly. */
export type EngineChoice = 'auto' | EngineName;

/** An engine that passed its self-test, and what was tried before it. */
export interface OpenedEngine {
  readonly engine: TensorEngine;
  readonly passedOver: readonly { readonly name: EngineName; readonly reason: string }[];
}

/** How engines are opened; a test hands in its own. */
export type EngineOpeners = Readonly<Record<EngineName, () => Promise<TensorEngine>>>;

const OPENERS: EngineOpeners = { 'tfjs-node': openTfjsNode, 'wasm-blas': openWasmBlas, wasm: openWasm, cpu: openCpu };

/** The reference engine is never chosen by itself: it would take days. */
const ORDER: readonly EngineName[] = ['tfjs-node', 'wasm-blas', 'wasm'];

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

async function attempt(open: () => Promise<TensorEngine>): Promise<TensorEngine | string> {
  try {
    const engine = await open();
    const faults = selfTest(engine);
    return faults.length === 0 ? engine : `failed its gradient self-test: ${faults.join('; ')}`;
  } catch (error) {
    // A package or library that is missing shows itself by throwing; the reason travels on in the refusal.
    return firstLine(error);
  }
}

/** Opens an engine. A named one is never replaced by another: it works or it is refused. */
export async function openEngine(choice: EngineChoice = 'auto', openers: EngineOpeners = OPENERS): Promise<Result<OpenedEngine>> {
  const passedOver: { name: EngineName; reason: string }[] = [];
  for (const name of choice === 'auto' ? ORDER : [choice]) {
    const outcome = await attempt(openers[name]);
    if (typeof outcome !== 'string') return ok({ engine: outcome, passedOver });
    passedOver.push({ name, reason: outcome });
  }
  const reasons = passedOver.map(({ name, reason }) => `${name}: ${reason}`).join(' | ');
  return refuse({ code: 'engine-unavailable', detail: `No training engine could be used (${reasons}). Run npm run install-engine, or choose another engine.` });
}
