/** Injection tokens of things that are not classes of ours. */
export const CONFIGURATION = Symbol('Configuration');
export const LOG = Symbol('Log');
export const CLOCK = Symbol('Clock');
export const STORAGE = Symbol('ObjectStorage');
export const JOB_HANDLERS = Symbol('JobHandlers');
