import { guarded, type Check, type Guard } from './guard.ts';

function* numbersOf(value: unknown, path: string): Generator<Check> {
  if (typeof value === 'number') yield { where: path, holds: Number.isFinite(value), detail: 'The number is not finite; what cannot be estimated is null with its reason.' };
  else if (Array.isArray(value)) for (const [at, entry] of value.entries()) yield* numbersOf(entry, `${path}[${at}]`);
  else if (typeof value === 'object' && value !== null) for (const [name, entry] of Object.entries(value)) yield* numbersOf(entry, path === '' ? name : `${path}.${name}`);
}

/** No NaN and no infinity anywhere: JSON would write null for them and drop the reason. */
export const finiteNumbers: Guard = { name: 'finite-numbers', check: ({ results }) => guarded(numbersOf(results, '')) };
