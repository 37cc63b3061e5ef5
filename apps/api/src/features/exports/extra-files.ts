import type { ExtraFiles } from '@echocohort/export';

/** Injected list of what else is made of a snapshot for an export, such as figures and tables of a report. */
export const EXTRA_FILES = Symbol('EXTRA_FILES');

/** Nothing is added yet by other features; a feature that makes files of a snapshot joins here. */
export const extraFiles: readonly ExtraFiles[] = [];
