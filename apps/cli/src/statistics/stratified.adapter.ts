import { ok, type Result } from '@echocohort/kernel';
import { adjustP, aucDelong, aucInterval, classifyAt, mantelHaenszel, type DataTable, type StratumTable } from '@echocohort/statistics';
import { CaseUnreadable, Named, valueOf, type CaseContext, type Fields, type MethodAdapter } from './adapter.ts';
import { numbersOf, orderedLevels, tableOf, textsOf, type Sample } from './columns.ts';
import { numberField, textField } from './input.ts';
import { interactionTest } from './interaction.ts';
import { proportionFields } from './proportion-fields.ts';
import { unpairedFields } from './roc-fields.ts';

/** Strata in their order, under the names they may have, and to which each row belongs. */
interface Strata {
  readonly levels: readonly { readonly key: string; readonly name: string | Named }[];
  readonly of: readonly (string | null)[];
}

const bound = (text: string): number => ({ Inf: Infinity, '-Inf': -Infinity })[text.trim()] ?? Number(text);

/** (20,25] may be called 21-25, if whole, or 20-25; the first also <=25, the last >20. */
function intervalNames(above: number, upTo: number, first: boolean, last: boolean): string[] {
  const between = [...(Number.isInteger(above) && Number.isInteger(upTo) ? [`${above + 1}-${upTo}`] : []), `${above}-${upTo}`, `(${above},${upTo}]`];
  return [...(last ? [`>${above}`] : []), ...between, ...(first ? [`<=${upTo}`] : [])];
}

/** "age in (20,25], (25,35], (35,100]". */
function intervals(table: DataTable, text: string): Strata | null {
  const wanted = /^(.+?) in (\(.*\])$/.exec(text.trim());
  if (!wanted) return null;
  const bounds = [...(wanted[2] ?? '').matchAll(/\(([^,]+),([^\]]+)\]/g)].map((match) => ({ above: bound(match[1] ?? ''), upTo: bound(match[2] ?? '') }));
  if (bounds.length === 0 || bounds.some(({ above, upTo }) => Number.isNaN(above) || Number.isNaN(upTo))) throw new CaseUnreadable('the strata have another form');
  const levels = bounds.map(({ above, upTo }, index) => ({ key: String(index), name: new Named(intervalNames(above, upTo, index === 0, index === bounds.length - 1)) }));
  const of = numbersOf(table, wanted[1] ?? '').map((value) => (value === null ? null : (levels[bounds.findIndex(({ above, upTo }) => value > above && value <= upTo)]?.key ?? null)));
  return { levels, of };
}

function strataOf(table: DataTable, text: string): Strata {
  const cut = intervals(table, text);
  if (cut) return cut;
  const of = textsOf(table, text);
  const levels = orderedLevels(of);
  // Strata made by ifelse() keep the order in which the expression names them.
  const named = [...new Set([...text.matchAll(/'([^']*)'|"([^"]*)"/g)].map((match) => match[1] ?? match[2] ?? ''))];
  const ordered = !table.columns.has(text) && levels.every((level) => named.includes(level)) ? named.filter((level) => levels.includes(level)) : levels;
  return { levels: ordered.map((level) => ({ key: level, name: level })), of };
}

const NOT_ESTIMABLE = 'not estimable: one class';

function stratum(level: string | Named, { outcomes, scores, direction }: Sample, threshold: number): Fields {
  const cells = valueOf(classifyAt(outcomes, scores, threshold, direction));
  const { truePositive: tp, falsePositive: fp, trueNegative: tn, falseNegative: fn } = cells;
  const area = aucDelong(outcomes, scores, { direction });
  const interval = area.ok ? aucInterval(area.value.auc, area.value.standardError) : null;
  return {
    stratum: level, n: tp + fp + tn + fn, events: tp + fn, auc: area.ok ? area.value.auc : NOT_ESTIMABLE, se: area.ok ? area.value.standardError : undefined, ci95: interval ? [interval.lower, interval.upper] : undefined,
    counts: { tp, fp, tn, fn }, accuracy: proportionFields(tp + tn, tp + fp + tn + fn, 0.95), sensitivity: proportionFields(tp, tp + fn, 0.95), specificity: proportionFields(tn, tn + fp, 0.95),
  };
}

function byStratum(input: Fields, context: CaseContext): Fields {
  const table = tableOf(input, context);
  const own = input.csv === undefined;
  const names = own ? { outcome: 'y', score: 's', strata: 'g' } : { outcome: textField(input, 'outcome'), score: textField(input, 'score'), strata: textField(input, 'strata') };
  const [outcomes, scores, strata] = [numbersOf(table, names.outcome), numbersOf(table, names.score), strataOf(table, names.strata)];
  const direction = input.direction === '>' ? 'lower' : 'higher';
  const samples = strata.levels.map(({ key }): Sample => {
    const rows = outcomes.flatMap((outcome, row) => (strata.of[row] === key && outcome !== null && (scores[row] ?? null) !== null ? [row] : []));
    return { outcomes: rows.map((row) => outcomes[row] === 1), scores: rows.map((row) => scores[row] ?? null), direction };
  });
  const found = strata.levels.map(({ name }, index) => stratum(name, samples[index] ?? { outcomes: [], scores: [], direction }, numberField(input, 'threshold')));
  const estimable = samples.flatMap((sample, index) => (found[index]?.auc === NOT_ESTIMABLE ? [] : [{ sample, level: strata.levels[index]?.name ?? '' }]));
  const pairs = estimable.flatMap((one, index) => estimable.slice(index + 1).map((two): Fields => ({ pair: [one.level, two.level], ...valueOf(unpairedFields(one.sample, two.sample, 'two.sided')) })));
  return { strata: found, pairwise_unpaired_delong: pairs, p_z_holm: pairs.length === 0 ? null : adjustP(pairs.map(({ p_z: p }) => (typeof p === 'number' ? p : null)), 'holm') };
}

function commonOddsRatio(input: Fields, context: CaseContext): Fields {
  const table = tableOf(input, context);
  const [exposure, outcome, strata] = [textsOf(table, textField(input, 'exposure')), textsOf(table, textField(input, 'outcome')), textsOf(table, textField(input, 'strata'))];
  const [rows, columns] = [orderedLevels(exposure), orderedLevels(outcome)];
  if (rows.length !== 2 || columns.length !== 2) throw new CaseUnreadable('exposure and outcome must have two levels each');
  const count = (level: string, row: number, column: number): number => strata.filter((value, at) => value === level && exposure[at] === rows[row] && outcome[at] === columns[column]).length;
  const tables = orderedLevels(strata).map((level): StratumTable => [[count(level, 0, 0), count(level, 0, 1)], [count(level, 1, 0), count(level, 1, 1)]]);
  const found = valueOf(mantelHaenszel(tables));
  return { common_odds_ratio: found.oddsRatio, ci95: [found.interval.lower, found.interval.upper], chisq: found.chiSquare, p: found.p, chisq_corrected: found.chiSquareCorrected, p_corrected: found.pCorrected };
}

/** Strata with their pairwise comparisons, a common odds ratio, or an interaction test. */
export const adapter: MethodAdapter = {
  method: 'stratified',
  run(input, context): Result<unknown> {
    if (input.formula0 !== undefined) return interactionTest(input, context);
    return ok(input.exposure === undefined ? byStratum(input, context) : commonOddsRatio(input, context));
  },
};
