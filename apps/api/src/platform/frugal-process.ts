import { fork, type ChildProcess } from 'node:child_process';

/**
 * What Node is told for it: the collector runs early and the heap grows in small steps, or garbage makes most of the
 * memory; WebAssembly is compiled once (see `frugal-engine.ts`). There is no hard limit: near one the collector takes most
 * of the time, and a larger study could not be locked or exported at all. glibc keeps a heap a thread; two are enough.
 */
const FRUGAL = ['--max-semi-space-size=4', '--heap-growing-percent=25', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering'] as const;
const FEW_HEAPS = { MALLOC_ARENA_MAX: '2' } as const;

/** Starts a program for work on a whole study, in a process that holds little memory; it is spoken to by messages. */
export const frugalProcess = (program: URL, env: Readonly<Record<string, string | undefined>>): ChildProcess =>
  fork(program, { execArgv: [...FRUGAL], env: { ...env, ...FEW_HEAPS }, serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
