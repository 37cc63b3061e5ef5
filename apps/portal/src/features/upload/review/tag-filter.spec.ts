import type { TagRow } from '../prepared-file.ts';
import { filteredTags } from './tag-filter.ts';

const row = (path: string, name: string, action: string, before: string | null, after: string | null): TagRow => ({ path, name, action, before, after });
const ROWS = [row('0008,0020', 'StudyDate', 'date-shifted', '20190304', '20120418'), row('0010,0010', 'PatientName', 'replaced', '王^小明', 'C01-0001'), row('0028,0010', 'Rows', 'kept', '480', '480'), row('0009,1001', '', 'removed', 'WANG', null)];
const paths = (filter: Parameters<typeof filteredTags>[1]): string[] => filteredTags(ROWS, filter).map(({ path }) => path);

describe('the tags that are shown', () => {
  it.each([
    ['all', { text: '', onlyChanged: false, act: null }, ['0008,0020', '0010,0010', '0028,0010', '0009,1001']],
    ['only changed', { text: '', onlyChanged: true, act: null }, ['0008,0020', '0010,0010', '0009,1001']],
    ['one treatment', { text: '', onlyChanged: true, act: 'removed' }, ['0009,1001']],
    ['by keyword, any case', { text: 'patientname', onlyChanged: false, act: null }, ['0010,0010']],
    ['by a value before', { text: '小明', onlyChanged: false, act: null }, ['0010,0010']],
    ['by a value after', { text: '20120418', onlyChanged: false, act: null }, ['0008,0020']],
    ['by tag', { text: '0028', onlyChanged: false, act: null }, ['0028,0010']],
    ['nothing', { text: 'zzz', onlyChanged: false, act: null }, []],
  ])('%s', (_, filter, expected) => expect(paths(filter)).toEqual(expected));
});
