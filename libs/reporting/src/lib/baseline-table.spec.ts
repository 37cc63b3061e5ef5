import { readFileSync } from 'node:fs';
import { parseStudyDefinition, type StudyDefinition } from '@echocohort/study';
import { baselineCsv, baselineTable, type BaselineGroup } from '../index.ts';

describe('the baseline table out of an export', () => {
  const parsed = parseStudyDefinition(readFileSync('studies/fll-liver/study.yaml', 'utf8'), 'study.yaml');
  if (!parsed.ok) throw new Error(parsed.refusal.detail);
  const definition: StudyDefinition = parsed.value;
  const group: BaselineGroup = {
    label: 'training',
    patients: [{ subject: 'A', age: '40', sex: 'male', afp: null }, { subject: 'B', age: '60', sex: 'female', afp: '12' }, { subject: 'C', age: null, sex: 'female', afp: '8' }],
    lesions: [{ lesion: 'A-L1', max_diameter: '2.5' }, { lesion: 'A-L2', max_diameter: '3.5' }],
  };
  const lines = baselineTable(definition, [group]);
  const cell = (item: string, level: string) => lines.find((line) => line.item === item && line.level === level)?.cells[0];

  it.each([
    ['age', 'mean (SD)', '50.0 (14.1)'], // (40 + 60) / 2; sqrt(((−10)² + 10²) / 1)
    ['age', 'missing', '1 (33.3)'],
    ['afp', 'missing', '1 (33.3)'],
    ['max_diameter', 'median (range)', '3.0 (2.5 to 3.5)'],
  ])('%s, %s: %s', (item, level, text) => expect(cell(item, level)).toBe(text));

  it('counts patients and lesions apart, and says which', () => {
    expect(lines.filter((line) => line.item === 'n').map(({ unit, cells }) => [unit, ...cells])).toEqual([['patients', '3'], ['lesions', '2']]);
    expect(lines.find((line) => line.item === 'max_diameter')?.unit).toBe('lesions');
    expect(lines.find((line) => line.item === 'age')?.unit).toBe('patients');
  });

  it('has levels that add up to the group, the missing line included', () => {
    const counts = lines.filter((line) => line.item === 'sex').map((line) => Number(line.cells[0]?.split(' ')[0]));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3);
  });

  it('quotes what CSV needs quoted', () => expect(baselineCsv([{ item: 'x', label: 'a, "b"', level: '', unit: 'patients', cells: ['1'] }], [group])).toContain('x,"a, ""b""",,patients,1\n'));
});
