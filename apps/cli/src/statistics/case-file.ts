import { z } from 'zod';
import type { Fields } from './adapter.ts';

const referenceCase = z.object({
  id: z.string(),
  tags: z.union([z.string(), z.array(z.string())]).transform((tags) => (typeof tags === 'string' ? [tags] : tags)).default([]),
  note: z.string().nullish().transform((note) => note ?? ''),
  input: z.record(z.string(), z.unknown()),
  call: z.string().default(''),
  expected: z.unknown().optional(),
  expected_error: z.unknown().optional(),
});

const caseFile = z.object({
  method: z.string(),
  tolerance: z.record(z.string(), z.number()).default({ rel: 1e-9, abs: 1e-12 }),
  cases: z.array(referenceCase),
});

/** One reference case. Either `expected` holds R's numbers or `expectedError` says that R refuses. */
export interface ReferenceCase {
  readonly id: string;
  readonly tags: readonly string[];
  readonly note: string;
  readonly input: Fields;
  readonly call: string;
  readonly expected: unknown;
  readonly expectedError: boolean;
}

/** The cases of one method and how near the numbers must come. */
export interface CaseFile {
  readonly method: string;
  readonly tolerance: Readonly<Record<string, number>>;
  readonly cases: readonly ReferenceCase[];
}

/** Reads one file of `cases/`; null when it has another form. */
export function readCaseFile(text: string): CaseFile | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = caseFile.safeParse(json);
  if (!parsed.success) return null;
  const { method, tolerance, cases } = parsed.data;
  return { method, tolerance, cases: cases.map(({ expected_error: error, ...entry }) => ({ ...entry, expected: entry.expected, expectedError: error !== undefined && error !== null })) };
}
