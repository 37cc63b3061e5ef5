import { filterLesions, type LesionUse } from './filter-lesions.ts';

const lesion = (code: string, trained: boolean) => ({ lesion: code, patient: code.slice(0, 8), centre: code.slice(0, 3), set: trained ? 'training' as const : 'internal_validation' as const, trained });
const LESIONS = [lesion('C01-0001-L1', true), lesion('C01-0001-L2', true), lesion('C02-0007-L1', false)];

describe('the lesions of a model that are shown', () => {
  it.each<[LesionUse, string, readonly string[]]>([
    ['all', '', ['C01-0001-L1', 'C01-0001-L2', 'C02-0007-L1']],
    ['trained', '', ['C01-0001-L1', 'C01-0001-L2']],
    ['scored', '', ['C02-0007-L1']],
    ['all', ' c02 ', ['C02-0007-L1']],
    ['trained', 'l2', ['C01-0001-L2']],
    ['scored', '0001', []],
  ])('%s, "%s"', (use, text, codes) => expect(filterLesions(LESIONS, use, text).map((row) => row.lesion)).toEqual(codes));
});
