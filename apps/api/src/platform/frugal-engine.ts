import { setFlagsFromString } from 'node:v8';

/**
 * What the engine is told before anything is loaded, so this must be the first import of a program. The query compiler of
 * Prisma is WebAssembly: compiled once it is quick enough, and compiling its busy parts again, better, takes more time
 * than it ever gains and up to 90 MB. The collector runs early, or garbage makes most of the memory.
 */
for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering', '--heap-growing-percent=25']) setFlagsFromString(flag);
