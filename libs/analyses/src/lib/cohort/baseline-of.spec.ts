import { shippedDefinition } from '../../spec-cases/synthetic-study.ts';
import { baselineOf, type BaselineGroup } from '../../index.ts';

describe('Table 1 before a lock', () => {
  const [a, b, c] = [{ age: '40', sex: 'male', afp: null }, { age: '60', sex: 'female', afp: '12', afp_date: '2019-09-01' }, { age: null, sex: 'female', afp: '8' }];
  const lesion = (patient: string, number: number, participant: Record<string, string | null>, diameter: string | null) => ({ lesion: `${patient}-L${number}`, patient, participant, row: { max_diameter: diameter, scan_date: '2019-01-01' } });
  const groups: BaselineGroup[] = [
    { code: 'training', label: { zh: '训练集', en: 'Training' }, lesions: [lesion('A', 1, a, '2.5'), lesion('A', 2, a, '3.5'), lesion('B', 1, b, '1.0'), lesion('C', 1, c, null)] },
    { code: 'external', label: { zh: '外部', en: 'External' }, lesions: [] },
  ];
  const table = baselineOf(shippedDefinition(), groups);
  const cell = (code: string, line: string, column = 0) => table.variables.find((variable) => variable.code === code)?.lines.find((own) => own.code === line)?.cells[column];

  it.each([
    ['age', 'mean-sd', '50.0 ± 14.1'], // (40 + 60) / 2; sqrt(((−10)² + 10²) / 1), patient A once
    ['age', 'missing', '1 (33.3%)'],
    ['afp', 'missing', '2 (66.7%)'], // one without a value, one measured eight months after the scan (paper 2.4)
    ['sex', 'female', '2 (66.7%)'],
    ['max_diameter', 'median-range', '2.5 (1.0–3.5)'],
    ['max_diameter', 'missing', '1 (25.0%)'],
  ])('%s, %s: %s', (code, line, text) => expect(cell(code, line)).toBe(text));

  it('counts patients and lesions apart, and says how many lack a value', () => {
    expect(table.columns.map(({ patients, lesions }) => [patients, lesions])).toEqual([[3, 4], [0, 0]]);
    expect(table.variables.find(({ code }) => code === 'age')?.missing).toEqual([{ count: 1, share: 1 / 3 }, { count: 0, share: null }]);
  });

  it('shows a dash for a group without anybody, never NaN', () => {
    expect(cell('age', 'mean-sd', 1)).toBe('–');
    expect(JSON.stringify(table)).not.toContain('NaN');
  });

  it('holds no outcome', () => expect(table.variables.map(({ code }) => code)).not.toContain('malignant'));
});
