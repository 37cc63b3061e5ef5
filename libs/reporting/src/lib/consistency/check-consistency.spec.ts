import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkConsistency } from './check-consistency.ts';
import type { PrintedCell, PrintedPaper } from './printed-paper.ts';

const folder = join(__dirname, '..', '..', '..', 'test-files');
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const isPaper = (value: unknown): value is PrintedPaper => typeof value === 'object' && value !== null && 'table1' in value;
const loaded = read('paper_printed.json');
const paper: PrintedPaper = isPaper(loaded) ? loaded : {};
const places = (printed: PrintedPaper): string[] => checkConsistency(printed).map(({ rule, where }) => `${rule} ${where}`);

/** A cell of Table 2 made of whole numbers, with limits that no method gives. */
function cellOf(hits: number, ill: number, rights: number, well: number): PrintedCell {
  const shown = (value: number) => ({ est: Number(value.toFixed(3)), lower: 0.001, upper: 0.999 });
  return { acc: shown((hits + rights) / (ill + well)), se: shown(hits / ill), sp: shown(rights / well) };
}

const MADE: PrintedPaper = {
  table2: { small: { a: cellOf(40, 48, 9, 13), b: cellOf(21, 27, 6, 9) }, large: { a: cellOf(90, 101, 30, 37), b: cellOf(33, 36, 14, 15) } },
  table2_stratum_totals: { small: 97, large: 189 },
  outcome: { a: { malignant: 149, benign: 50 }, b: { malignant: 63, benign: 24 } },
};

describe('printed numbers against each other', () => {
  it('finds in the paper what is listed, and nothing else', () => {
    const expected = read('paper_printed.expected.json');
    const listed = typeof expected === 'object' && expected !== null && 'findings' in expected && Array.isArray(expected.findings) ? expected.findings : [];
    const wanted = listed.map((finding: { rule: string; where: string }) => `${finding.rule} ${finding.where}`);
    expect(wanted).toHaveLength(13);
    expect(places(paper).sort()).toEqual(wanted.sort());
  });

  it('finds nothing in a table that was made of whole numbers', () => {
    expect(places(MADE)).toEqual([]);
  });

  it.each<[string, PrintedPaper, string[]]>([
    ['a flow that adds up', { flow: { eligible: 120, excluded: 20, enrolled_patients: 100 } }, []],
    ['a flow that loses two', { flow: { eligible: 120, excluded: 20, enrolled_patients: 98 } }, ['flow-sum flow/enrolled_patients']],
    ['images that are no multiple of lesions', { flow: { lesions: 10, images_per_lesion: 11, images: 111 } }, ['flow-sum flow/images']],
    ['one count wrong', { table1_totals: { patient: [30, 20, 10] }, table1: [{ variable: 'sex', unit: 'patient', levels: ['m', 'f'], counts: { all: [18, 12], a: [13, 8], b: [6, 4] } }] }, ['count-sum table1/sex/m/a']],
    ['two counts of a row wrong against each other', { table1_totals: { patient: [30, 20, 10] }, table1: [{ variable: 'sex', unit: 'patient', levels: ['m', 'f'], counts: { all: [18, 12], a: [13, 8], b: [5, 4] } }] }, ['count-sum table1/sex/a', 'count-sum table1/sex/b']],
    ['a percentage off by one digit', { table1_totals: { patient: [30] }, table1: [{ variable: 'sex', unit: 'patient', levels: ['m', 'f'], counts: { all: [20, 10] }, printed_percent: { all: [66.6, 33.3] } }] }, ['percent-rounding table1/sex/m/all']],
    ['an accuracy between', { claims: [{ id: 'x', kind: 'accuracy', accuracy: 0.86, sensitivity: 0.865, specificity: 0.855 }] }, []],
    ['an accuracy above both', { claims: [{ id: 'x', kind: 'accuracy', accuracy: 0.9, sensitivity: 0.865, specificity: 0.855 }] }, ['accuracy-outside claims/x']],
    ['other cases for accuracy', { claims: [{ id: 'x', kind: 'accuracy', same_cases: false, accuracy: 0.9, sensitivity: 0.865, specificity: 0.855 }] }, []],
    ['a p that follows', { claims: [{ id: 'x', kind: 'auc-difference', paired: false, a: { est: 0.9, lower: 0.85, upper: 0.95 }, b: { est: 0.8, lower: 0.72, upper: 0.88 }, p: 0.0376 }] }, []],
    ['a p that does not', { claims: [{ id: 'x', kind: 'auc-difference', paired: false, a: { est: 0.9, lower: 0.85, upper: 0.95 }, b: { est: 0.8, lower: 0.72, upper: 0.88 }, p: 0.21 }] }, ['auc-p claims/x']],
    ['net benefit below prevalence', { outcome: { a: { malignant: 80, benign: 20 } }, claims: [{ id: 'x', kind: 'net-benefit', threshold: 0.5, net_benefit: 0.7 }] }, []],
    ['net benefit above prevalence', { outcome: { a: { malignant: 80, benign: 20 } }, claims: [{ id: 'x', kind: 'net-benefit', threshold: 0.5, net_benefit: 0.81 }] }, ['net-benefit-bound claims/x']],
    ['an odds ratio in the middle', { odds_ratios: [{ factor: 'x', or: 2.0, lower: 1.25, upper: 3.2 }] }, []],
    ['an odds ratio off the middle', { odds_ratios: [{ factor: 'x', or: 2.4, lower: 1.25, upper: 3.2 }] }, ['or-not-geometric-mean odds_ratios/x']],
    ['a cell that no whole numbers give', { ...MADE, outcome: { a: { malignant: 149, benign: 50 }, b: { malignant: 2, benign: 2 } } }, ['no-whole-counts table2/b']],
  ])('%s', (_name, printed, wanted) => {
    expect(places(printed)).toEqual(wanted);
  });
});
