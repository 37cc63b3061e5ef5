import { baselineRows, missingText } from './baseline-rows.ts';

const two = (zh: string, en: string) => ({ zh, en });
const table = {
  columns: [{ code: 'training', label: two('训练集', 'Training'), patients: 3, lesions: 4 }, { code: 'external_validation', label: two('外部验证集', 'External validation'), patients: 0, lesions: 0 }],
  variables: [{
    code: 'afp', label: two('甲胎蛋白', 'AFP'), unit: 'patient' as const, measuredIn: 'ng/mL', missing: [{ count: 1, share: 1 / 3 }, { count: 0, share: null }],
    lines: [
      { code: 'mean-sd', kind: 'mean-sd' as const, label: two('均数 ± 标准差', 'mean ± SD'), cells: ['10.0 ± 2.8', '–'] },
      { code: 'median-range', kind: 'median-range' as const, label: two('中位数', 'median'), cells: ['10.0 (8.0–12.0)', '–'] },
      { code: 'missing', kind: 'missing' as const, label: two('缺失', 'missing'), cells: ['1 (33.3%)', '–'] },
    ],
  }],
  notes: [],
};
const words = { characteristic: 'Characteristic', missing: 'Missing', patients: 'patients', lesions: 'lesions' };

describe('Table 1 as rows', () => {
  const rows = baselineRows(table, (text) => text.en, words);
  it('has every row as long as its head', () => expect(new Set(rows.map((row) => row.length))).toEqual(new Set([6])));
  it('counts patients and lesions apart', () => expect(rows.slice(1, 3)).toEqual([['n', 'patients', '3', '0', '', ''], ['n', 'lesions', '4', '0', '', '']]));
  it('says what is missing beside the values, once, and not as a line', () => {
    expect(rows.slice(3)).toEqual([['AFP, ng/mL (patients)', 'mean ± SD', '10.0 ± 2.8', '–', '1 (33.3%)', '–'], ['', 'median', '10.0 (8.0–12.0)', '–', '', '']]);
  });
  it('is the same table in Chinese', () => expect(baselineRows(table, (text) => text.zh, words)[3]?.slice(0, 2)).toEqual(['甲胎蛋白, ng/mL (patients)', '均数 ± 标准差']));
  it.each([[{ count: 0, share: 0 }, '0 (0.0%)'], [{ count: 2, share: 1 }, '2 (100.0%)'], [{ count: 0, share: null }, '–']])('missing %j reads %s', (missing, text) => expect(missingText(missing)).toBe(text));
});
