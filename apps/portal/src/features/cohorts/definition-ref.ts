import type { DefinitionRef } from './cohort-versions.request.ts';

/** A definition as it stands in an address: `<cohort>.<number>`. */
export const refText = ({ cohortId, number }: DefinitionRef): string => `${cohortId}.${number}`;

/** Reads it back; anything else is no definition. */
export function refOf(text: string | null): DefinitionRef | null {
  const [, cohortId, number] = /^([0-9a-f-]{36})\.([1-9]\d{0,5})$/.exec(text ?? '') ?? [];
  return cohortId === undefined || number === undefined ? null : { cohortId, number: Number(number) };
}

/** Where two definitions stand side by side. */
export const compareAddress = (from: DefinitionRef, to: DefinitionRef): string => `/cohorts/compare?from=${refText(from)}&to=${refText(to)}`;
