import { z } from 'zod';
import type { Prisma } from '../generated/prisma/client.ts';

const json = z.json().refine((value) => value !== null, 'null is stored as a database null, not as JSON');

/** A value for a Json column; throws on what JSON cannot carry, so that nothing is stored other than it was meant. */
export function jsonValue(value: unknown): Prisma.InputJsonValue {
  const parsed = json.parse(value);
  if (parsed === null) throw new TypeError('jsonValue: null');
  return parsed;
}
