import { z } from 'zod';

/** The sets of a split, as the snapshot names them. */
export const setName = z.enum(['training', 'internal_validation', 'external_validation']);
export type SetName = z.output<typeof setName>;
export const SET_NAMES: readonly SetName[] = setName.options;
