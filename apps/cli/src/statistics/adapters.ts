import type { MethodAdapter } from './adapter.ts';
import { adapter as distributions } from './distributions.adapter.ts';

/** One adapter a method, in the order of the names. */
export const ADAPTERS: readonly MethodAdapter[] = [
  distributions,
];
