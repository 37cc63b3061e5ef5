import type { Dataset, TypedCell, TypedTable } from '../typed-table.ts';

/** 31 signs of 3 bytes each and one byte: every limit in bytes falls inside a character somewhere. */
export const LONG_CHINESE = `x${'肝脏局灶性病变超声研究'.repeat(30)}`;

const people: TypedTable = {
  name: 'participants', title: { en: 'Participants', zh: '受试者' },
  columns: [
    { name: 'subject', label: { en: 'Subject code', zh: '受试者编号' }, type: 'text' },
    { name: 'centre', label: { en: 'Centre', zh: '中心' }, type: 'code', codes: [{ code: 'C01', label: { en: 'Centre 01', zh: '第一中心医院' } }, { code: 'C12', label: { en: 'Centre 12', zh: '第十二中心医院' } }] },
    { name: 'age', label: { en: 'Age', zh: '年龄' }, type: 'integer', unit: 'a', hasReasons: true },
    { name: 'afp', label: { en: 'Alpha-fetoprotein measured within one week after the scan', zh: '超声检查后一周内测得的甲胎蛋白' }, type: 'number', unit: 'ng/mL', hasReasons: true },
    { name: 'afp_date', label: { en: 'Date of AFP', zh: '甲胎蛋白检测日期' }, type: 'date', hasReasons: true },
    { name: 'ascites', label: { en: 'Ascites', zh: '腹水' }, type: 'code', codes: [{ code: '1', label: { en: 'yes', zh: '是' } }, { code: '0', label: { en: 'no', zh: '否' } }], hasReasons: true },
    { name: 'liver_background', label: { en: 'Liver background', zh: '肝脏背景' }, type: 'code', codes: [{ code: 'normal', label: { en: 'Normal', zh: '正常' } }, { code: 'fibrosis', label: { en: 'Hepatic fibrosis', zh: '肝纤维化' } }], hasReasons: true },
    { name: 'liver_background_note', label: { en: 'Note', zh: '备注' }, type: 'text', hasReasons: true },
  ],
  rows: [
    ['C01-0001', 'C01', 56, 12.5, '2019-03-06', '1', 'fibrosis', '肝右叶 "S5", S6\n第二行'],
    ['C01-0002', 'C01', { missing: 'not-recorded' }, { missing: 'not-measured' }, { missing: 'not-recorded' }, { missing: 'not-recorded' }, { missing: 'not-recorded' }, { missing: 'not-assessable' }],
    ['C01-0003', 'C01', 18, -9500.25, '1959-12-31', '0', 'normal', 'a'.repeat(255)],
    ['C12-0001', 'C12', 2_147_483_647, 5e6, '1582-10-15', '0', 'stray', LONG_CHINESE],
    ['C12-0002', 'C12', 9_007_199_254_740_991, 0.1, '1492-01-01', null, null, ''],
    ['C12-0003', 'C12', null, 1e70, null, '1', 'normal', '=1+1'],
  ],
};

const lesionRow = (number: number): readonly TypedCell[] => [`C01-000${number}-L1`, `C01-000${number}`, number / 3, number % 2 === 0 ? { missing: 'sealed' } : '1'];

/** Every type, both languages, every missing reason, the edges of every format. */
export const sampleDataset: Dataset = {
  study: { code: 'fll-liver', version: '1.0', title: { en: 'Study of focal liver lesions', zh: '肝脏局灶性病变研究' } },
  createdAt: new Date(Date.UTC(2026, 10, 23, 10, 5, 7)),
  missingReasons: [
    { code: 'not-measured', label: { en: 'Not measured', zh: '未检测' } }, { code: 'not-recorded', label: { en: 'Not recorded', zh: '未记录' } }, { code: 'not-assessable', label: { en: 'Cannot be judged', zh: '无法判断' } },
    { code: 'sealed', label: { en: 'Sealed until a model is registered', zh: '密封' } },
  ],
  tables: [people, {
    name: 'lesions', title: { en: 'Lesions', zh: '病灶' },
    columns: [
      { name: 'lesion', label: { en: 'Lesion code', zh: '病灶编号' }, type: 'text' }, { name: 'subject', label: { en: 'Subject code', zh: '受试者编号' }, type: 'text' },
      { name: 'max_diameter', label: { en: 'Largest diameter', zh: '最大径' }, type: 'number', unit: 'cm' },
      { name: 'malignant', label: { en: 'Malignant', zh: '恶性' }, type: 'code', codes: [{ code: '1', label: { en: 'malignant', zh: '恶性' } }, { code: '0', label: { en: 'benign', zh: '良性' } }], hasReasons: true },
    ],
    rows: [1, 2, 3].map(lesionRow),
  }],
};

const REASONS: readonly TypedCell[] = sampleDataset.missingReasons.map(({ code }) => ({ missing: code }));
const YES_NO = [{ code: 'yes', label: { en: 'Yes', zh: '是' } }, { code: 'no', label: { en: 'No', zh: '否' } }];
/** 130 bytes and more in each language: beyond what SPSS and SAS keep of a label. */
const LONG_LABEL = { en: 'A finding whose words go on for longer than any of the programs allows for the label of a value or of a column, to see it cut', zh: '一个描述很长的发现，长度超过任何一个统计软件所允许的取值标签或变量标签的上限，用来检验截断是否正确，不会产生半个汉字' };
const HARD_TEXTS = ['tab\there', 'line\nend and\r\nanother', '"quoted" and \'single\'', 'comma, semicolon; pipe|', '0012', '1e5', '-', '=SUM(A1)', 'NA', 'n/a', '.', '.a', 'NULL', `${'长'.repeat(700)}终`, 'b'.repeat(2046), 'c'.repeat(5000), '&<>"', '_x0041_'];

/** Names that are one after 8 signs, many columns, all reasons in every type, texts and labels beyond every limit, numbers of 17 digits. */
export const hardDataset: Dataset = {
  ...sampleDataset,
  tables: [
    {
      name: 'wide', title: LONG_LABEL,
      columns: [
        { name: 'key', label: { en: 'Key', zh: '键' }, type: 'text' },
        ...Array.from({ length: 300 }, (_, at) => ({ name: `lymph_node_finding_${at}`, label: { en: `Finding ${at}`, zh: `发现 ${at}` }, type: 'code' as const, codes: at % 2 === 0 ? YES_NO : [...YES_NO].reverse(), hasReasons: at % 3 === 0 })),
      ],
      rows: ['yes', 'no'].map((code, row): TypedCell[] => [`k${row}`, ...Array.from({ length: 300 }, (_, at): TypedCell => (at % 3 === 0 && row === 0 ? (REASONS[at % REASONS.length] ?? null) : code))]),
    },
    {
      name: 'hard', title: { en: 'Hard', zh: '难' },
      columns: [
        { name: 'key', label: { en: 'Key', zh: '键' }, type: 'text' },
        { name: 'words', label: LONG_LABEL, type: 'text', hasReasons: true },
        { name: 'finding', label: LONG_LABEL, type: 'code', codes: [{ code: 'long', label: { en: `${LONG_LABEL.en}, 1`, zh: LONG_LABEL.zh } }, { code: 'other', label: { en: `Other: ${LONG_LABEL.en}`, zh: LONG_LABEL.zh } }], hasReasons: true },
        { name: 'figure', label: { en: 'Figure', zh: '数值' }, type: 'number', hasReasons: true },
        { name: 'count', label: { en: 'Count', zh: '计数' }, type: 'integer', hasReasons: true },
        { name: 'on', label: { en: 'Date', zh: '日期' }, type: 'date', hasReasons: true },
        { name: 'nothing', label: { en: 'Never answered', zh: '从未填写' }, type: 'number', hasReasons: true },
      ],
      rows: [
        ...HARD_TEXTS.map((words, row): TypedCell[] => [`t${row}`, words, row % 2 === 0 ? 'long' : 'other', (1 / 3) * 10 ** row, 90_071_992_547_409 + row, `${1890 + row * 7}-02-28`, null]),
        ...REASONS.map((reason, row): TypedCell[] => [`r${row}`, reason, reason, reason, reason, reason, reason]),
      ],
    },
  ],
};

const NAMES = [`${'a'.repeat(39)}1`, `${'a'.repeat(39)}2`, 'Size', 'size', 'if', 'str5', 'strL', 'with', '_n', '_all_', 'size_code', 'shape', 'shape_code', 'x-y', 'x_y', '1st'];
const plain = (text: string) => ({ en: text, zh: text });
/** Words of 130 bytes that differ at their end alone, and words that do not differ at all. */
const ALIKE = ['甲', '乙', '丙'].map((end, at) => ({ code: `0${at + 1}`, label: { en: `${'A long description of a finding. '.repeat(4)}${end}`, zh: `${'很长的描述'.repeat(9)}${end}` } }));
const EQUAL = ['-9001', '-1', '0', '9'].map((code, at) => ({ code, label: plain(at < 2 ? '其他 Other' : `+${code}`) }));
const EDGE_TEXTS = ['🙂𠮷 emoji', 'bell\u0007 and escape\u001b', 'a\u2028b\u0085c', `${'字'.repeat(66)}ab`, `${'字'.repeat(66)}abc`, 'd'.repeat(255), 'e'.repeat(256), `${'脏'.repeat(84)}abcd`, "'", '"', '%let x=&y;', '\\', '\\n', '  leading', '中文，标点。', '"" ""'];
const EDGE_FIGURES = [1e-12, 1e15, -1e15, 123_456_789_012_345, -9001, -9001.5, -90_010, 0.1 + 0.2, 1e-80, 1e80, 5e-5, 1e20];
const EDGE_DATES = ['1959-12-31', '1960-01-01', '1899-12-31', '1900-02-28', '1900-03-01', '1677-09-20', '1300-01-01', '9999-12-31', '2000-02-29'];

/** Names that meet after shortening, reserved words, codes with zeros before them and below zero, words alike where a format ends, the edges of numbers, dates and texts. */
export const edgeDataset: Dataset = {
  ...sampleDataset,
  tables: [
    {
      name: 'names', title: plain('Names'),
      columns: [{ name: 'key', label: plain('Key'), type: 'text' }, ...NAMES.map((name, at) => ({ name, label: plain(`Label of ${name}`), type: at % 2 === 0 ? ('code' as const) : ('text' as const), ...(at % 2 === 0 && { codes: YES_NO }), hasReasons: at % 3 === 0 }))],
      rows: ['yes', 'no'].map((code, row): TypedCell[] => [`k${row}`, ...NAMES.map((name, at): TypedCell => (at % 2 === 0 ? code : name))]),
    },
    {
      name: 'edges', title: plain('Edges'),
      columns: [
        { name: 'key', label: plain('Key'), type: 'text' }, { name: 'alike', label: plain('Alike'), type: 'code', codes: ALIKE, hasReasons: true }, { name: 'equal', label: plain('+ Equal'), type: 'code', codes: EQUAL, hasReasons: true },
        { name: 'free', label: plain('Codes without a list'), type: 'code', hasReasons: true }, { name: 'words', label: plain('Words'), type: 'text', hasReasons: true }, { name: 'figure', label: plain('Figure'), type: 'number', hasReasons: true }, { name: 'on', label: plain('Date'), type: 'date', hasReasons: true },
      ],
      rows: [
        ...EDGE_TEXTS.map((words, row): TypedCell[] => [`e${row}`, ALIKE[row % 3]?.code ?? null, EQUAL[row % 4]?.code ?? null, `0${row}`, words, EDGE_FIGURES[row] ?? null, EDGE_DATES[row] ?? null]),
        ...REASONS.map((reason, row): TypedCell[] => [`r${row}`, reason, reason, reason, reason, reason, reason]),
      ],
    },
  ],
};

/** A table without rows. */
export const emptyDataset: Dataset = { ...sampleDataset, tables: sampleDataset.tables.map((table) => ({ ...table, rows: [] })) };
