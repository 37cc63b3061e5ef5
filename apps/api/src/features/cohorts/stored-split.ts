import type { Split } from '@echocohort/cohort';
import type { CohortSplitRow } from '@echocohort/persistence';
import { z } from 'zod';

const set = z.enum(['training', 'internal_validation', 'external_validation']);

/** A split as `cohort_split.result` keeps it. */
const storedSplitSchema = z.strictObject({
  rows: z.array(z.strictObject({ lesion: z.string(), patient: z.string(), centre: z.string(), set, fold: z.number().nullable().optional() })),
  sets: z.array(z.strictObject({ set, patients: z.number(), lesions: z.number(), byCentre: z.record(z.string(), z.number()) })),
  wanted: z.number(),
  exact: z.boolean(),
  assignment: z.string(),
});

/** The split of the row; what is stored otherwise is a fault, not a refusal. */
export const readStoredSplit = (row: CohortSplitRow): Split => storedSplitSchema.parse(row.result);
