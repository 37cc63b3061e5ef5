import { parseCsv, readRedcapDictionary, redcapDictionary, REDCAP_COLUMNS, type DictionaryStudy } from '../../index.ts';

const both = (en: string, zh: string) => ({ en, zh });
const study: DictionaryStudy = {
  missingReasons: [{ code: 'not-measured', label: both('Not measured', '未检测') }],
  forms: [
    { code: 'clinical', name: both('Clinical data', '临床资料'), scope: 'patient', items: [
      { code: 'age', label: both('Age', '年龄'), type: 'integer', unit: 'a', range: { min: 18, max: 120 }, required: true, missingReasons: [] },
      { code: 'afp', label: both('AFP, "serum"', '甲胎蛋白'), help: both('Within a week', '一周内'), type: 'number', unit: 'ng/mL', range: { min: 0, max: null }, required: true, missingReasons: ['not-measured'] },
      { code: 'afp_date', label: both('Date of AFP', '日期'), type: 'date', required: true, requiredIf: { item: 'afp', answered: true }, missingReasons: [] },
      { code: 'ascites', label: both('Ascites', '腹水'), type: 'boolean', required: true, missingReasons: [] },
    ] },
    { code: 'ultrasound', name: both('Ultrasound', '超声'), scope: 'lesion', items: [
      { code: 'shape', label: both('Shape', '形状'), type: 'choice', choices: [{ code: 'round', label: both('Round | oval', '圆形') }, { code: 'irregular', label: both('Irregular', '不规则') }], required: true, missingReasons: [] },
      { code: 'why', label: both('Why', '原因'), type: 'text', maxLength: 200, required: false, requiredIf: { item: 'shape', in: ['irregular'] }, missingReasons: [] },
    ] },
  ],
};

describe('a REDCap data dictionary', () => {
  const text = redcapDictionary(study);
  const rows = parseCsv(text) ?? [];
  const cell = (row: number, column: (typeof REDCAP_COLUMNS)[number]): string => rows[row]?.[REDCAP_COLUMNS.indexOf(column)] ?? '';

  it('has the 18 columns and a line a field', () => {
    expect(rows[0]).toEqual([...REDCAP_COLUMNS]);
    expect(rows).toHaveLength(7);
    expect([cell(2, 'Field Type'), cell(2, 'Text Validation Type OR Show Slider Number'), cell(2, 'Text Validation Min'), cell(2, 'Field Note')]).toEqual(['text', 'number', '0', 'ng/mL; Within a week / 一周内']);
    expect(cell(5, 'Choices, Calculations, OR Slider Labels')).toBe('round, Round / oval / 圆形 | irregular, Irregular / 不规则');
    expect([cell(3, 'Branching Logic (Show field only if...)'), cell(6, 'Branching Logic (Show field only if...)')]).toEqual(["[afp] <> ''", "[shape] = 'irregular'"]);
    expect([cell(1, 'Required Field?'), cell(6, 'Required Field?')]).toEqual(['y', '']);
  });

  it('comes back whole', () => expect(readRedcapDictionary(text)).toEqual({ ok: true, value: { forms: study.forms, findings: [] } }));

  it('is read from a foreign project, and what cannot be kept is named', () => {
    const line = (...cells: string[]): string => `${[...cells, ...Array.from({ length: 18 - cells.length }, () => '')].map((value) => `"${value.replaceAll('"', '""')}"`).join(',')}\n`;
    const foreign = line(...REDCAP_COLUMNS) + line('record_id', 'demo', '', 'text', 'Record ID') + line('sex', 'demo', '', 'radio', '<b>Sex</b>', '0, Female | 1, Male', '', '', '', '', '', '', 'y')
      + line('bmi', 'demo', '', 'calc', 'BMI', '[w]/[h]') + line('scan', 'demo', '', 'file', 'Scan') + line('size', 'us', '', 'text', 'Size / 大小', '', 'cm', 'number', '0', '30', '', '[sex] = \'1\' and [bmi] > 3')
      + line('bad', 'us', '', 'dropdown', 'Bad', 'no codes here') + line('born', 'demo', '', 'text', 'Born', '', '', 'date_dmy');
    expect(readRedcapDictionary(foreign, (form) => (form === 'us' ? 'lesion' : 'patient'))).toMatchObject({
      ok: true,
      value: {
        forms: [
          { code: 'demo', scope: 'patient', items: [{ code: 'record_id', type: 'text', required: false }, { code: 'sex', label: { en: 'Sex', zh: 'Sex' }, type: 'choice', required: true, choices: [{ code: '0' }, { code: '1', label: { en: 'Male' } }] }, { code: 'born', type: 'date' }] },
          { code: 'us', scope: 'lesion', items: [{ code: 'size', label: { en: 'Size', zh: '大小' }, type: 'number', range: { min: 0, max: 30 } }] },
        ],
        findings: [{ line: 4, field: 'bmi', code: 'field-type-unknown' }, { line: 5, field: 'scan', code: 'field-type-unknown' }, { line: 6, field: 'size', code: 'branching-not-kept' }, { line: 7, field: 'bad', code: 'choices-unreadable' }],
      },
    });
  });

  it.each([['', 'dictionary-unreadable'], ['a,b\n1,2\n', 'dictionary-unreadable'], ['"never closed', 'dictionary-unreadable'], [`${REDCAP_COLUMNS.map((name) => `"${name}"`).join(',')}\n`, 'dictionary-empty']])('%j is refused', (given, code) => expect(readRedcapDictionary(given)).toMatchObject({ ok: false, refusal: { code } }));
});
