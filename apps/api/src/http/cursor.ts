import { ok, refuse, type Result } from '@echocohort/kernel';

/** A place in a list, opaque to those who page through it. */
export const cursorAt = (place: string): string => Buffer.from(place, 'utf8').toString('base64url');

const PLACE = /^[\w.:-]{1,80}$/;

/** The place that a cursor names; null for the beginning. */
export function placeOf(cursor: string | undefined): Result<string | null> {
  if (cursor === undefined || cursor === '') return ok(null);
  const place = Buffer.from(cursor, 'base64url').toString('utf8');
  if (PLACE.test(place)) return ok(place);
  return refuse({ code: 'invalid-cursor', detail: 'This cursor is not one that the list gave; begin again without it.', field: 'cursor' });
}
