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

/** A table without rows. */
export const emptyDataset: Dataset = { ...sampleDataset, tables: sampleDataset.tables.map((table) => ({ ...table, rows: [] })) };
