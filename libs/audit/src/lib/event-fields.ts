import { z } from 'zod';

/** What event payloads are built of. Codes, ids and digests only: no value of a form, no diagnosis, no name. */
export const code = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._:+-]{0,79}$/u);
export const id = z.uuid();
export const digest = z.string().regex(/^[0-9a-f]{64}$/);
export const count = z.int().nonnegative();
/** A reason in a person's own words, asked for where the study demands one. */
export const words = z.string().min(1).max(500);
export const moment = z.iso.datetime();
