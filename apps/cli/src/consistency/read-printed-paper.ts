import type { PrintedClaim, PrintedEstimate, PrintedPaper, PrintedVariable } from '@echocohort/reporting';
import { z } from 'zod';

const count = z.number().int().nonnegative();
/** What a paper does not say is absent or null. */
const unsaid = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);
const estimate = z.object({ est: z.number(), lower: z.number(), upper: z.number() });

const flow = z.object({
  eligible: unsaid(count), excluded: unsaid(count), enrolled_patients: unsaid(count), lesions: unsaid(count), images: unsaid(count), images_per_lesion: unsaid(count),
  hospitals: unsaid(count), development_hospitals: unsaid(count), external_hospitals: unsaid(count), development_patients: unsaid(count), development_lesions: unsaid(count), development_images: unsaid(count), external_patients: unsaid(count), external_lesions: unsaid(count), external_images: unsaid(count),
  cohorts: unsaid(z.record(z.string(), z.object({ patients: unsaid(count), lesions: unsaid(count), images: unsaid(count) }))),
});

const variable = z.object({
  variable: z.string(), unit: z.string(), levels: z.array(z.string()), counts: z.record(z.string(), z.array(count)), printed_percent: unsaid(z.record(z.string(), z.array(z.number().nullable()))),
});

/** A share without limits stands for itself; no method gives such limits, so that nothing follows from them. */
const share = z.object({ est: z.number(), lower: unsaid(z.number()), upper: unsaid(z.number()) }).transform(({ est, lower, upper }): PrintedEstimate => (lower === undefined || upper === undefined ? { est, lower: est, upper: est } : { est, lower, upper }));
const cell = z.object({ auc: z.unknown().optional(), acc: share, se: share, sp: share }).transform(({ auc, ...rest }) => ({ ...rest, auc: estimate.safeParse(auc).data }));

const claim = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accuracy'), id: z.string(), cohort: unsaid(z.string()), same_cases: unsaid(z.boolean()), compare_with: unsaid(z.string()), accuracy: z.number(), sensitivity: z.number(), specificity: z.number() }),
  z.object({ kind: z.literal('auc-difference'), id: z.string(), paired: z.boolean().default(false), a: estimate, b: estimate, p: z.union([z.number(), z.string()]) }),
  z.object({ kind: z.literal('net-benefit'), id: z.string(), cohort: unsaid(z.string()), threshold: z.number().min(0).lt(1), net_benefit: z.number(), above_treat_all: unsaid(z.boolean()) }),
]);
const oddsRatio = z.object({ factor: z.string(), or: z.number(), lower: z.number(), upper: z.number() });

const anyObject = z.record(z.string(), z.unknown());
const outline = z.object({
  flow: unsaid(flow), table1: unsaid(z.array(anyObject)), table1_totals: unsaid(z.record(z.string(), z.array(count))), odds_ratios: unsaid(z.array(anyObject)),
  table2: unsaid(z.record(z.string(), z.record(z.string(), z.unknown()))), table2_stratum_totals: unsaid(z.record(z.string(), count)),
  outcome: unsaid(z.record(z.string(), z.object({ malignant: count, benign: count }))), claims: unsaid(z.array(anyObject)),
});

/** Printed numbers, and the places of those that are not whole enough to be checked. */
export interface ReadPaper {
  readonly paper: PrintedPaper;
  readonly unchecked: readonly string[];
}

/** Entries of a list that have the form; the names of the others go to `unchecked`. */
function whole<T>(entries: readonly Record<string, unknown>[] | undefined, schema: z.ZodType<T>, nameOf: (entry: Record<string, unknown>, at: number) => string, unchecked: string[]): T[] | undefined {
  return entries?.flatMap((entry, at) => {
    const read = schema.safeParse(entry);
    if (!read.success) unchecked.push(nameOf(entry, at));
    return read.success ? [read.data] : [];
  });
}

const named = (list: string, field: string) => (entry: Record<string, unknown>, at: number): string => `${list}/${typeof entry[field] === 'string' ? entry[field] : at}`;

function table2Of(table: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined, unchecked: string[]): PrintedPaper['table2'] {
  return table && Object.fromEntries(Object.entries(table).map(([stratum, cohorts]) => [stratum, Object.fromEntries(Object.entries(cohorts).flatMap(([cohort, printed]) => {
    const read = cell.safeParse(printed);
    if (!read.success) unchecked.push(`table2/${stratum}/${cohort}`);
    return read.success ? [[cohort, read.data] as const] : [];
  }))]));
}

/** Printed numbers from JSON; otherwise the first place that has another form. What is printed in part (n/a, another kind) is left unchecked and named. */
export function readPrintedPaper(text: string): ReadPaper | { readonly fault: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { fault: 'the file is not JSON' };
  }
  const parsed = outline.safeParse(json);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    return { fault: `${first?.path.join('/') ?? 'the file'}: ${first?.message ?? 'another form'}` };
  }
  const unchecked: string[] = [];
  const { table1, odds_ratios: odds, table2, claims, ...rest } = parsed.data;
  const paper: PrintedPaper = {
    ...rest, table1: whole<PrintedVariable>(table1, variable, named('table1', 'variable'), unchecked), odds_ratios: whole(odds, oddsRatio, named('odds_ratios', 'factor'), unchecked),
    table2: table2Of(table2, unchecked), claims: whole<PrintedClaim>(claims, claim, named('claims', 'id'), unchecked),
  };
  return { paper, unchecked };
}
