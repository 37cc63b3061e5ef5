import type { Grant } from '@echocohort/access';
import { Caller } from '../../http/caller.ts';
import { nearCasesFor } from './near-cases.ts';

const caller = (...grants: Grant[]): Caller => new Caller({ personId: 'p', name: 'n', sessionId: 's', studyId: 'x', studyCode: 'y', grants, scopes: null });
const near = [{ lesion: 'C01-0001-L1', malignant: true, score: 0.8, distance: 1 }, { lesion: 'C02-0001-L1', malignant: false, score: 0.2, distance: 2 }];

describe('near training lesions', () => {
  it.each<[string, Grant[], [string | null, boolean | null, number | null][]]>([
    ['a statistician sees all', [{ role: 'statistician', centre: null }], [['C01-0001-L1', true, 0.8], ['C02-0001-L1', false, 0.2]]],
    ['an investigator sees the own centre', [{ role: 'investigator', centre: 'C02' }], [[null, null, null], ['C02-0001-L1', false, 0.2]]],
    ['a coordinator of two centres sees both', [{ role: 'coordinator', centre: 'C01' }, { role: 'coordinator', centre: 'C02' }], [['C01-0001-L1', true, 0.8], ['C02-0001-L1', false, 0.2]]],
    ['a data manager sees codes, no outcomes', [{ role: 'data-manager', centre: null }], [['C01-0001-L1', null, null], ['C02-0001-L1', null, null]]],
    ['a reader sees distances', [{ role: 'reader', centre: null }], [[null, null, null], [null, null, null]]],
  ])('%s', (_, grants, expected) => {
    expect(nearCasesFor(caller(...grants), near).map(({ lesion, malignant, score }) => [lesion, malignant, score])).toEqual(expected);
    expect(nearCasesFor(caller(...grants), near).map(({ distance }) => distance)).toEqual([1, 2]);
  });
});
