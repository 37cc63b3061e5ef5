import { readFileSync } from 'node:fs';
import { parseStudyDefinition, type StudyDefinition } from '@echocohort/study';
import { baselineCsv, baselineTable, flowFromRecord, type BaselineGroup } from '../index.ts';

const split = (lesion: string, patient: string, set: string) => ({ lesion, patient, set });
const splits = [split('A-L1', 'A', 'training'), split('A-L2', 'A', 'training'), split('B-L1', 'B', 'internal_validation'), split('C-L1', 'C', 'external_validation')];
const reasons = [{ code: 'INC-2', label: { zh: '大小', en: 'Size' } }, { code: 'EXC-3', label: { zh: '图像', en: 'Images' } }];

describe('the flow chart out of an export', () => {
  it('counts sets of rows, zeros too, so that its boxes partition what was screened', () => {
    const boxes = flowFromRecord([{ lesion: 'D-L1', subject: 'D', box: 'excluded:INC-2' }, { lesion: 'A-L3', subject: 'A', box: 'pending:panel' }], splits, reasons);
    if (!boxes.ok) throw new Error(boxes.refusal.detail);
    const lesions = Object.fromEntries(boxes.value.map((box) => [box.code, box.lesions]));
    expect(lesions).toEqual({ screened: 6, 'excluded:INC-2': 1, 'excluded:EXC-3': 0, 'pending:panel': 1, included: 4, 'set:training': 2, 'set:internal_validation': 1, 'set:external_validation': 1 });
    expect(boxes.value.find((box) => box.code === 'screened')?.patients).toBe(4); // A, B, C, D: patient A stands in two boxes and counts once
  });

  it.each([
    ['a lesion in two places', [{ lesion: 'A-L1', subject: 'A', box: 'excluded:INC-2' }], splits, 'boxes-overlap'],
    ['a set that no study has', [], [split('A-L1', 'A', 'test')], 'set-unknown'],
  ])('refuses %s', (_what, exclusions, rows, code) => expect(flowFromRecord(exclusions, rows, reasons)).toMatchObject({ ok: false, refusal: { code } }));
});

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
