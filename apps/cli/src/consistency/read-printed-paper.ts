import type { PrintedPaper } from '@echocohort/reporting';
import { z } from 'zod';

const count = z.number().int().nonnegative();
const estimate = z.object({ est: z.number(), lower: z.number(), upper: z.number() });
const cell = z.object({ auc: estimate.optional(), acc: estimate, se: estimate, sp: estimate });

const flow = z.object({
  eligible: count.optional(), excluded: count.optional(), enrolled_patients: count.optional(), lesions: count.optional(), images: count.optional(), images_per_lesion: count.optional(),
  hospitals: count.optional(), development_hospitals: count.optional(), external_hospitals: count.optional(), development_patients: count.optional(), development_lesions: count.optional(), development_images: count.optional(), external_patients: count.optional(), external_lesions: count.optional(), external_images: count.optional(),
  cohorts: z.record(z.string(), z.object({ patients: count.optional(), lesions: count.optional(), images: count.optional() })).optional(),
});

const variable = z.object({
  variable: z.string(), unit: z.string(), levels: z.array(z.string()), counts: z.record(z.string(), z.array(count)), printed_percent: z.record(z.string(), z.array(z.number())).optional(),
});

const claim = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accuracy'), id: z.string(), cohort: z.string().optional(), same_cases: z.boolean().optional(), compare_with: z.string().optional(), accuracy: z.number(), sensitivity: z.number(), specificity: z.number() }),
  z.object({ kind: z.literal('auc-difference'), id: z.string(), paired: z.boolean().default(false), a: estimate, b: estimate, p: z.union([z.number(), z.string()]) }),
  z.object({ kind: z.literal('net-benefit'), id: z.string(), cohort: z.string().optional(), threshold: z.number().min(0).lt(1), net_benefit: z.number(), above_treat_all: z.boolean().optional() }),
]);

const paper = z.object({
  flow: flow.optional(), table1: z.array(variable).optional(), table1_totals: z.record(z.string(), z.array(count)).optional(),
  odds_ratios: z.array(z.object({ factor: z.string(), or: z.number(), lower: z.number(), upper: z.number() })).optional(),
  table2: z.record(z.string(), z.record(z.string(), cell)).optional(), table2_stratum_totals: z.record(z.string(), count).optional(),
  outcome: z.record(z.string(), z.object({ malignant: count, benign: count })).optional(), claims: z.array(claim).optional(),
});

/** Printed numbers from JSON; otherwise the first place that has another form. */
export function readPrintedPaper(text: string): { readonly paper: PrintedPaper } | { readonly fault: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { fault: 'the file is not JSON' };
  }
  const parsed = paper.safeParse(json);
  if (parsed.success) return { paper: parsed.data };
  const [first] = parsed.error.issues;
  return { fault: `${first?.path.join('/') ?? 'the file'}: ${first?.message ?? 'another form'}` };
}
