import { readPrintedPaper } from './read-printed-paper.ts';

const read = (paper: unknown): unknown => readPrintedPaper(JSON.stringify(paper));
const accuracy = { kind: 'accuracy', id: 'a', accuracy: 0.9, sensitivity: 0.9, specificity: 0.8 };
const share = { est: 0.9, lower: 0.8, upper: 0.95 };

describe('printed numbers as they are read', () => {
  it.each<[string, unknown, object]>([
    ['null is what a paper does not say', { flow: { eligible: 5, excluded: null } }, { paper: { flow: { eligible: 5 } }, unchecked: [] }],
    ['a claim of another kind is named', { claims: [accuracy, { kind: 'kappa', id: 'k', value: 0.7 }] }, { paper: { claims: [accuracy] }, unchecked: ['claims/k'] }],
    ['a claim in part is named', { claims: [{ kind: 'auc-difference', id: 'p', a: share, b: share, p: null }] }, { paper: { claims: [] }, unchecked: ['claims/p'] }],
    ['a cell without specificity is named', { table2: { small: { a: { acc: share, se: share, sp: null }, b: { acc: share, se: share, sp: { est: 0.5 } } } } }, { paper: { table2: { small: { b: { acc: share, se: share, sp: { est: 0.5, lower: 0.5, upper: 0.5 } } } } }, unchecked: ['table2/small/a'] }],
    ['a variable with a count not given is named', { table1: [{ variable: 'sex', unit: 'patient', levels: ['m'], counts: { all: [null] } }] }, { paper: { table1: [] }, unchecked: ['table1/sex'] }],
    ['an odds ratio without limits is named', { odds_ratios: [{ factor: 'age', or: 2 }] }, { paper: { odds_ratios: [] }, unchecked: ['odds_ratios/age'] }],
    ['another form of the whole is refused', { flow: 3 }, { fault: 'flow: Invalid input: expected object, received number' }],
  ])('%s', (_what, paper, wanted) => expect(read(paper)).toMatchObject(wanted));

  it('refuses what is no JSON', () => expect(readPrintedPaper('{')).toEqual({ fault: 'the file is not JSON' }));
});
