import fc from 'fast-check';
import { normalReach, wilsonProportion } from '@echocohort/statistics';
import { checkConsistency } from './check-consistency.ts';
import type { PrintedCell, PrintedEstimate, PrintedPaper } from './printed-paper.ts';

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
const places = (paper: PrintedPaper): string[] => checkConsistency(paper).map(({ rule, where }) => `${rule} ${where}`);

/** One two by two table of a stratum in a cohort. */
interface Cell { readonly hits: number; readonly ill: number; readonly rights: number; readonly well: number }

const cell: fc.Arbitrary<Cell> = fc.record({ ill: fc.integer({ min: 3, max: 60 }), well: fc.integer({ min: 3, max: 30 }), se: fc.double({ min: 0.4, max: 1, noNaN: true }), sp: fc.double({ min: 0.4, max: 1, noNaN: true }) })
  .map(({ ill, well, se, sp }) => ({ ill, well, hits: Math.round(se * ill), rights: Math.round(sp * well) }));

interface Made {
  readonly cohorts: readonly string[];
  readonly strata: readonly string[];
  readonly cells: readonly (readonly Cell[])[];
  readonly digits: number;
  readonly percent: boolean;
  readonly percentDigits: number;
  readonly external: boolean;
}

/** Papers of other names, sizes and digits. `cells[stratum][cohort]`. */
const made: fc.Arbitrary<Made> = fc.record({ cohortCount: fc.integer({ min: 1, max: 3 }), strataCount: fc.integer({ min: 1, max: 3 }), digits: fc.integer({ min: 3, max: 4 }), percent: fc.boolean(), percentDigits: fc.integer({ min: 0, max: 2 }), external: fc.boolean() })
  .chain(({ cohortCount, strataCount, ...rest }) => fc.array(fc.array(cell, { minLength: cohortCount, maxLength: cohortCount }), { minLength: strataCount, maxLength: strataCount })
    .map((cells) => ({ cells, cohorts: (rest.external ? ['derivation', 'tuning', 'external_test'] : ['A', 'B', 'C']).slice(0, cohortCount), strata: ['tiny', 'middling', 'big'].slice(0, strataCount), ...rest })));

/** A share with Wilson's 95 % limits, printed as a share or in percent. */
function printedShare(events: number, n: number, { digits, percent }: Made, level = 0.95): PrintedEstimate {
  const { lower, upper } = wilsonProportion(events, n, level);
  const shown = (value: number | null): number => (percent ? round(100 * (value ?? 0), digits - 2) : round(value ?? 0, digits));
  return { est: shown(events / n), lower: shown(lower), upper: shown(upper) };
}

function printedCell({ hits, ill, rights, well }: Cell, paper: Made, level = 0.95): PrintedCell {
  return { acc: printedShare(hits + rights, ill + well, paper, level), se: printedShare(hits, ill, paper, level), sp: printedShare(rights, well, paper, level) };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const column = ({ cells }: Made, cohort: number): Cell[] => cells.flatMap((row) => row[cohort] ?? []);

/** A paper that was computed from whole numbers and printed rounded: nothing in it is wrong. */
function print(paper: Made): PrintedPaper {
  const ill = paper.cohorts.map((_, cohort) => sum(column(paper, cohort).map((entry) => entry.ill)));
  const well = paper.cohorts.map((_, cohort) => sum(column(paper, cohort).map((entry) => entry.well)));
  const sizes = ill.map((value, cohort) => value + (well[cohort] ?? 0));
  const columns = ['all', ...paper.cohorts];
  const levels = [[sum(ill), ...ill], [sum(well), ...well]];
  const totals = [sum(sizes), ...sizes];
  const percent = (count: number, total: number): number => round((100 * count) / total, paper.percentDigits);
  const pooled = column(paper, 0).reduce((all, one) => ({ hits: all.hits + one.hits, ill: all.ill + one.ill, rights: all.rights + one.rights, well: all.well + one.well }), { hits: 0, ill: 0, rights: 0, well: 0 });
  const shown = (value: number): number => (paper.percent ? round(100 * value, paper.digits - 2) : round(value, paper.digits));
  const [a, b, sa, sb] = [0.91, 0.86, 0.021, 0.027];
  const area = (est: number, error: number): PrintedEstimate => ({ est: round(est, 3), lower: round(est - normalReach(0.95) * error, 3), upper: Math.min(1, round(est + normalReach(0.95) * error, 3)) });
  return {
    flow: {
      eligible: sum(sizes) + 17, excluded: 17, enrolled_patients: sum(sizes), lesions: sum(sizes), images_per_lesion: 7, images: 7 * sum(sizes), hospitals: 5, development_hospitals: 4, external_hospitals: 1,
      cohorts: Object.fromEntries(paper.cohorts.map((name, cohort) => [name, { patients: sizes[cohort] ?? 0, lesions: sizes[cohort] ?? 0, images: 7 * (sizes[cohort] ?? 0) }])),
      development_patients: paper.cohorts.length < 3 ? undefined : sum(sizes.slice(0, 2)),
    },
    table1_totals: { lesion: totals },
    table1: [{ variable: 'kind', unit: 'lesion', levels: ['bad', 'good'], counts: Object.fromEntries(columns.map((name, at) => [name, levels.map((level) => level[at] ?? 0)])), printed_percent: Object.fromEntries(columns.map((name, at) => [name, levels.map((level) => percent(level[at] ?? 0, totals[at] ?? 1))])) }],
    odds_ratios: [{ factor: 'age', or: round(Math.exp(0.7), 2), lower: round(Math.exp(0.7 - 1.96 * 0.2), 2), upper: round(Math.exp(0.7 + 1.96 * 0.2), 2) }],
    table2: Object.fromEntries(paper.strata.map((stratum, s) => [stratum, Object.fromEntries(paper.cohorts.map((cohort, c) => [cohort, printedCell(paper.cells[s]?.[c] ?? { hits: 1, ill: 1, rights: 1, well: 1 }, paper)]))])),
    table2_stratum_totals: Object.fromEntries(paper.strata.map((stratum, s) => [stratum, sum((paper.cells[s] ?? []).map((entry) => entry.ill + entry.well))])),
    outcome: { all: { malignant: sum(ill), benign: sum(well) }, ...Object.fromEntries(paper.cohorts.map((name, cohort) => [name, { malignant: ill[cohort] ?? 0, benign: well[cohort] ?? 0 }])) },
    claims: [
      { id: 'pooled', kind: 'accuracy', compare_with: `table2/${paper.cohorts[0] ?? ''}`, accuracy: shown((pooled.hits + pooled.rights) / (pooled.ill + pooled.well)), sensitivity: shown(pooled.hits / pooled.ill), specificity: shown(pooled.rights / pooled.well) },
      { id: 'areas', kind: 'auc-difference', paired: false, a: area(a, sa), b: area(b, sb), p: 0.144 },
      { id: 'benefit', kind: 'net-benefit', threshold: 0.1, net_benefit: round(sum(ill) / (sum(ill) + sum(well)) - 0.01, 3) },
    ],
  };
}

describe('a paper that was computed and printed rounded', () => {
  it('yields no finding, whatever its names, cohorts, strata and digits', () => {
    fc.assert(fc.property(made, (paper) => {
      expect(places(print(paper))).toEqual([]);
    }), { numRuns: 20 });
  });

  it('yields none either with whole sections missing', () => {
    fc.assert(fc.property(made, fc.subarray(['flow', 'table1', 'table1_totals', 'odds_ratios', 'table2', 'table2_stratum_totals', 'outcome', 'claims'] as const), (paper, gone) => {
      const left = Object.fromEntries(Object.entries(print(paper)).filter(([name]) => !gone.some((entry) => entry === name)));
      expect(places(left)).toEqual([]);
    }), { numRuns: 12 });
  });
});

/** A fixed consistent paper, to plant one fault at a time. */
const BASE: Made = {
  cohorts: ['derivation', 'tuning', 'external_test'], strata: ['tiny', 'big'], digits: 3, percent: false, percentDigits: 1, external: true,
  cells: [[{ hits: 61, ill: 70, rights: 19, well: 27 }, { hits: 25, ill: 31, rights: 9, well: 13 }, { hits: 33, ill: 37, rights: 8, well: 11 }], [{ hits: 80, ill: 88, rights: 30, well: 41 }, { hits: 35, ill: 41, rights: 14, well: 17 }, { hits: 50, ill: 59, rights: 21, well: 23 }]],
};
const paper = print(BASE);
const table1 = (change: (counts: Record<string, number[]>, percent: Record<string, number[]>) => void): PrintedPaper => {
  const [variable] = structuredClone(paper.table1 ?? []);
  if (!variable) throw new Error('no variable');
  const counts = Object.fromEntries(Object.entries(variable.counts).map(([name, values]) => [name, [...values]]));
  const percent = Object.fromEntries(Object.entries(variable.printed_percent ?? {}).map(([name, values]) => [name, values.map((value) => value ?? NaN)]));
  change(counts, percent);
  return { ...paper, table1: [{ ...variable, counts, printed_percent: percent }] };
};
const moved = (values: number[] | undefined, at: number, by: number): void => {
  if (values) values[at] = round((values[at] ?? 0) + by, 6);
};
const cellOf = (stratum: string, cohort: string, change: (printed: PrintedCell) => PrintedCell): PrintedPaper => {
  const printed = paper.table2?.[stratum]?.[cohort];
  return printed ? { ...paper, table2: { ...paper.table2, [stratum]: { ...paper.table2?.[stratum], [cohort]: change(printed) } } } : {};
};
const claim = (id: string, change: Record<string, unknown>): PrintedPaper => ({ ...paper, claims: (paper.claims ?? []).map((entry) => (entry.id === id ? { ...entry, ...change } : entry)) });

/** Of 100, 60 and 40 patients ten, five and five are not known; the percentages are of those known. */
const KNOWN_ONLY: PrintedPaper = {
  table1_totals: { patient: [100, 60, 40] },
  table1: [{ variable: 'afp', unit: 'patient', levels: ['low', 'high'], counts: { all: [60, 30], a: [35, 20], b: [25, 10] }, printed_percent: { all: [66.7, 33.3], a: [63.6, 36.4], b: [71.4, 28.6] } }],
};

describe('percentages of those in whom a variable is known', () => {
  it('leave their missing values unsaid, which is no slip', () => expect(places(KNOWN_ONLY)).toEqual([]));
  it('do not excuse levels that miss the total by percentages of the total', () => {
    const [variable] = KNOWN_ONLY.table1 ?? [];
    expect(places({ ...KNOWN_ONLY, table1: variable ? [{ ...variable, printed_percent: { all: [60, 30], a: [58.3, 33.3], b: [62.5, 25] } }] : [] })).toEqual(['count-sum table1/afp/all', 'count-sum table1/afp/a', 'count-sum table1/afp/b']);
  });
});

describe('one fault planted in it is found, and nothing else', () => {
  it.each<[string, PrintedPaper, string[]]>([
    ['nothing', paper, []],
    ['two patients lost', { ...paper, flow: { ...paper.flow, eligible: (paper.flow?.eligible ?? 0) + 2 } }, ['flow-sum flow/enrolled_patients']],
    ['a sum of hospitals', { ...paper, flow: { ...paper.flow, hospitals: 6 } }, ['flow-sum flow/hospitals']],
    ['images of all', { ...paper, flow: { ...paper.flow, images: 1 + (paper.flow?.images ?? 0) } }, ['flow-sum flow/images']],
    ['images of one cohort', { ...paper, flow: { ...paper.flow, cohorts: { ...paper.flow?.cohorts, tuning: { ...paper.flow?.cohorts?.['tuning'], images: 700 } } } }, ['flow-sum flow/cohorts/tuning/images']],
    ['patients of the development cohorts', { ...paper, flow: { ...paper.flow, development_patients: 1 } }, ['flow-sum flow/development_patients']],
    ['one count of a cohort', table1((counts) => moved(counts['tuning'], 0, -1)), ['count-sum table1/kind/bad/tuning']],
    ['one count of all', table1((counts) => moved(counts['all'], 1, 2)), ['count-sum table1/kind/good/all']],
    ['one percentage', table1((_, percent) => moved(percent['external_test'], 1, 0.1)), ['percent-rounding table1/kind/good/external_test']],
    ['an odds ratio', { ...paper, odds_ratios: [{ factor: 'age', or: 2.31, lower: 1.36, upper: 2.98 }] }, ['or-not-geometric-mean odds_ratios/age']],
    ['an accuracy in the text outside', claim('pooled', { accuracy: 0.95 }), ['accuracy-outside claims/pooled', 'text-versus-table2 claims/pooled']],
    ['a sensitivity in the text that no stratum has', claim('pooled', { sensitivity: 0.97, specificity: 0.62 }), ['text-versus-table2 claims/pooled']],
    ['a p of two areas', claim('areas', { p: 0.6 }), ['auc-p claims/areas']],
    ['a p said to be tiny', claim('areas', { p: '< 0.001' }), ['auc-p claims/areas']],
    ['a net benefit above prevalence', claim('benefit', { net_benefit: 0.9 }), ['net-benefit-bound claims/benefit']],
    ['a net benefit below treating everyone, said to be above', claim('benefit', { threshold: 0.3, net_benefit: 0.5, above_treat_all: true }), ['net-benefit-bound claims/benefit']],
    ['a p with its letter', claim('areas', { p: 'P < 0.001' }), ['auc-p claims/areas']],
    ['a p that is a word', claim('areas', { p: 'NS' }), []],
    ['a percentage that is not shown', table1((_, percent) => { delete percent['tuning']; }), []],
    ['a specificity that no count gives', cellOf('tiny', 'tuning', (printed) => ({ ...printed, sp: { ...printed.sp, est: 0.655 } })), ['no-whole-counts table2/tuning']],
    ['a total of a stratum', { ...paper, table2_stratum_totals: { ...paper.table2_stratum_totals, tiny: 200 } }, ['no-whole-counts table2_stratum_totals']],
    ['limits of 90 % said to be of 95 %', { ...paper, table2: Object.fromEntries(BASE.strata.map((stratum, s) => [stratum, { ...paper.table2?.[stratum], external_test: printedCell(BASE.cells[s]?.[2] ?? { hits: 1, ill: 1, rights: 1, well: 1 }, BASE, 0.9) }])) }, ['interval-level table2/external_test']],
  ])('%s', (_what, printed, wanted) => expect(places(printed)).toEqual(wanted));
});
