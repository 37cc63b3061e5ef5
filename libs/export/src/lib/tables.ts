import { SEALED, SPLITS_PATH, LESIONS_PATH, IMAGES_PATH, OUTLINES_PATH, STUDY_SETS, tsvCell, tsvLines, type SplitRow } from '@echocohort/cohort';
import type { LocalText } from '@echocohort/kernel';
import type { StudyDefinition } from '@echocohort/study';
import { formColumns, type Cell, type Column, type ColumnInfo, type Level } from './column.ts';
import { imagePathOf } from './image-path.ts';
import type { ContentExclusion, ContentImage, ContentLesion, ContentOutline, ContentQuery, ContentSubject, SnapshotContent } from './snapshot-content.ts';

/** A table of an export. Its first column is unique and its rows are sorted by it, so a moved row shows. */
export interface ExportTable extends TableColumns {
  /** Its lines with their ends, the head first; each is made when its turn comes, and again whenever they are asked for. */
  lines(): Iterable<string>;
  /** The first cell of every row, as it is written. */
  keys(): Iterable<string>;
}

/** What its columns are, without its rows. */
export interface TableColumns {
  readonly path: string;
  readonly title: LocalText;
  readonly columns: readonly ColumnInfo[];
}

type Plain<Row> = readonly [name: string, type: ColumnInfo['type'], zh: string, en: string, cell: Column<Row>['cell'], levels?: readonly Level[]];

const plain = <Row>(columns: readonly Plain<Row>[]): Column<Row>[] =>
  columns.map(([name, type, zh, en, cell, levels]) => ({ name, type, description: { zh, en }, cell, levels }));

/** The rows in the order of their keys. A record is read in that order already, as a rule: then nothing is made. */
function inOrderOf<Row>(rows: readonly Row[], keyOf: (row: Row) => string): readonly Row[] {
  let before = '';
  const isOrdered = rows.every((row) => {
    const key = keyOf(row);
    const follows = before <= key;
    before = key;
    return follows;
  });
  if (isOrdered) return rows;
  return rows.map((row) => ({ key: keyOf(row), row })).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ row }) => row);
}

function table<Row>(path: string, title: LocalText, columns: readonly Column<Row>[], rows: readonly Row[]): ExportTable {
  const cellOf = (row: Row): Cell => columns[0]?.cell(row) ?? null;
  const ordered = inOrderOf(rows, (row) => String(cellOf(row)));
  // Cells are made a row at a time: all of them at once take more memory than the record that they come from.
  function* cells(): Generator<Cell[]> {
    for (const row of ordered) yield columns.map((column) => column.cell(row));
  }
  function* keys(): Generator<string> {
    for (const row of ordered) yield tsvCell(cellOf(row));
  }
  return { path, title, columns, keys, lines: () => tsvLines({ columns: columns.map((column) => column.name), rows: cells() }) };
}

const setLevels: readonly Level[] = STUDY_SETS.map((set) => ({ code: set, label: { zh: { training: '训练集', internal_validation: '内部验证集', external_validation: '外部验证集' }[set], en: set.replace('_', ' ') } }));

const centreLevels = (definition: StudyDefinition): Level[] => definition.centres.map(({ code, name }) => ({ code, label: name }));

/** A label of BIDS has letters and digits only. Centre codes are of one length, so no two subjects get the same. */
const bidsLabel = (subject: string): string => `sub-${subject.replaceAll('-', '')}`;

function participants({ definition, subjects }: SnapshotContent): ExportTable {
  const roles = new Map(definition.centres.map(({ code, role }) => [code, role]));
  const columns: Column<ContentSubject>[] = [
    ...plain<ContentSubject>([
      ['subject', 'text', '受试者编号', 'Subject code', (row) => row.subject],
      ['participant_id', 'text', '受试者编号（BIDS 写法）', 'Subject code as BIDS writes it', (row) => bidsLabel(row.subject)],
      ['centre', 'code', '中心', 'Centre', (row) => row.centre, centreLevels(definition)],
      ['centre_role', 'code', '中心角色', 'Role of the centre', (row) => roles.get(row.centre) ?? null, [{ code: 'development', label: { zh: '开发', en: 'development' } }, { code: 'external', label: { zh: '外部', en: 'external' } }]],
    ]),
    ...formColumns<ContentSubject>(definition, 'patient', (row) => row.answers),
  ];
  return table('participants.tsv', { zh: '受试者', en: 'Participants' }, columns, subjects);
}

const sealedLevel: Level = { code: SEALED, label: { zh: '密封：模型登记后开启', en: 'sealed until a model is registered' } };

function outcomeColumns(definition: StudyDefinition, isExternal: (lesion: ContentLesion) => boolean): Column<ContentLesion>[] {
  const types = new Map(definition.lesionTypes.map(({ code, name }) => [code, name.en]));
  const shown = (row: ContentLesion, cell: (outcome: NonNullable<ContentLesion['outcome']>) => string | number): string | number | null =>
    isExternal(row) ? SEALED : row.outcome === null ? null : cell(row.outcome);
  return plain<ContentLesion>([
    ['histology', 'code', '病理类型', 'Histological type', (row) => shown(row, (outcome) => outcome.type), [...definition.lesionTypes.map(({ code, name }) => ({ code, label: name })), sealedLevel]],
    ['histology_label', 'label', '病理类型（文字）', 'Histological type, in words', (row) => shown(row, (outcome) => types.get(outcome.type) ?? outcome.type)],
    ['malignant', 'code', '恶性', 'Malignant', (row) => shown(row, (outcome) => (outcome.malignant ? 1 : 0)), [{ code: '1', label: { zh: '恶性', en: 'malignant' } }, { code: '0', label: { zh: '良性', en: 'benign' } }, sealedLevel]],
    ['pathology_method', 'code', '取材方式', 'How the specimen was taken', (row) => shown(row, (outcome) => outcome.method), [...definition.pathologyMethods.map(({ code, name }) => ({ code, label: name })), sealedLevel]],
    ['specimen_date', 'date', '取材日期（已平移）', 'Date of the specimen (shifted)', (row) => shown(row, (outcome) => outcome.specimenDate)],
  ]);
}

function lesions({ definition, lesions: rows, split }: SnapshotContent): ExportTable {
  const setOf = new Map(split.rows.map((row) => [row.lesion, row.set]));
  const external = new Set(definition.centres.filter((centre) => centre.role === 'external').map((centre) => centre.code));
  const columns: Column<ContentLesion>[] = [
    ...plain<ContentLesion>([
      ['lesion', 'text', '病灶编号', 'Lesion code', (row) => row.lesion],
      ['subject', 'text', '受试者编号', 'Subject code', (row) => row.subject],
      ['centre', 'code', '中心', 'Centre', (row) => row.centre, centreLevels(definition)],
      ['set', 'code', '分组', 'Set', (row) => setOf.get(row.lesion) ?? null, setLevels],
      ['scan_date', 'date', '检查日期（已平移）', 'Date of the scan (shifted)', (row) => row.scanDate],
      ['device', 'code', '设备', 'Device', (row) => row.device, definition.devices.map(({ code, manufacturer, model }) => ({ code, label: { zh: `${manufacturer} ${model}`, en: `${manufacturer} ${model}` } }))],
      ['protocol', 'text', '采集方案版本', 'Version of the acquisition protocol', (row) => row.protocolVersion],
    ]),
    ...formColumns<ContentLesion>(definition, 'lesion', (row) => row.answers),
    ...outcomeColumns(definition, (row) => external.has(row.centre)),
  ];
  return table(LESIONS_PATH, { zh: '病灶', en: 'Lesions' }, columns, rows);
}

function images(content: SnapshotContent): ExportTable {
  const pathOf = imagePathOf(content);
  const slots = content.definition.protocol.slots;
  const roleOf = new Map(slots.map((slot) => [slot.code, slot.role]));
  return table(IMAGES_PATH, { zh: '图像', en: 'Images' }, plain<ContentImage>([
    ['path', 'text', '文件', 'File', pathOf],
    ['lesion', 'text', '病灶编号', 'Lesion code', (row) => row.lesion],
    ['slot', 'code', '标准切面', 'Slot of the protocol', (row) => row.slot, slots.map(({ code, name }) => ({ code, label: name }))],
    ['role', 'code', '用途', 'What the slot serves', (row) => roleOf.get(row.slot) ?? null],
    ['sha256', 'text', '文件摘要', 'SHA-256 of the file', (row) => row.sha256],
    ['bytes', 'integer', '字节数', 'Size in bytes', (row) => row.sizeBytes],
    ['rows', 'integer', '行数', 'Rows', (row) => row.rows],
    ['columns', 'integer', '列数', 'Columns', (row) => row.columns],
    ['frames', 'integer', '帧数', 'Frames', (row) => row.frames],
  ]), content.images);
}

const outlineKinds: readonly Level[] = [
  { code: 'lesion', label: { zh: '病灶', en: 'lesion' } },
  { code: 'background', label: { zh: '肝背景', en: 'liver background' } },
  { code: 'feature', label: { zh: '特征', en: 'feature' } },
];

const outlines = (content: SnapshotContent): ExportTable => table(OUTLINES_PATH, { zh: '勾画区域', en: 'Outlines' }, plain<ContentOutline>([
  ['outline', 'text', '区域编号', 'Outline: lesion, slot and kind', (row) => `${row.lesion}/${row.slot}/${row.kind}`],
  ['image', 'text', '图像文件摘要', 'SHA-256 of the image file', (row) => row.image],
  ['lesion', 'text', '病灶编号', 'Lesion code', (row) => row.lesion],
  ['slot', 'code', '标准切面', 'Slot of the protocol', (row) => row.slot, content.definition.protocol.slots.map(({ code, name }) => ({ code, label: name }))],
  ['kind', 'code', '类别', 'What is outlined', (row) => row.kind, outlineKinds],
  ['shape', 'code', '形状', 'Shape', (row) => row.shape, [{ code: 'polygon', label: { zh: '多边形', en: 'polygon' } }, { code: 'rectangle', label: { zh: '矩形', en: 'rectangle' } }]],
  ['points', 'text', '顶点（像素）', 'Corners in pixels, x,y each, not closed', (row) => row.points],
  ['source', 'code', '来源', 'Who drew it', (row) => row.source, [{ code: 'person', label: { zh: '人工', en: 'a person' } }, { code: 'automatic', label: { zh: '自动', en: 'a program' } }]],
]), content.outlines);

const splits = ({ split }: SnapshotContent): ExportTable => table(SPLITS_PATH, { zh: '分组', en: 'Split' }, plain<SplitRow>([
  ['lesion', 'text', '病灶编号', 'Lesion code', (row) => row.lesion],
  ['patient', 'text', '受试者编号', 'Subject code', (row) => row.patient],
  ['centre', 'code', '中心', 'Centre', (row) => row.centre],
  ['set', 'code', '分组', 'Set', (row) => row.set, setLevels],
  ['fold', 'integer', '交叉验证折（按患者）', 'Fold of cross-validation inside development, by patient', (row) => row.fold ?? null],
]), split.rows);

const exclusions = (content: SnapshotContent): ExportTable => table('exclusions.tsv', { zh: '未纳入', en: 'Not included' }, plain<ContentExclusion>([
  ['lesion', 'text', '病灶编号', 'Lesion code', (row) => row.lesion],
  ['subject', 'text', '受试者编号', 'Subject code', (row) => row.subject],
  ['centre', 'code', '中心', 'Centre', (row) => row.centre],
  ['box', 'code', '流程图位置', 'Box of the flow chart', (row) => row.box],
]), content.exclusions);

const queries = (content: SnapshotContent): ExportTable => table('queries.tsv', { zh: '质疑', en: 'Queries' }, plain<ContentQuery>([
  ['query', 'text', '质疑编号', 'Query', (row) => row.query],
  ['lesion', 'text', '病灶编号', 'Lesion code', (row) => row.lesion],
  ['slot', 'code', '标准切面', 'Slot', (row) => row.slot],
  ['item', 'code', '条目', 'Item', (row) => row.item],
  ['reason', 'code', '原因', 'Reason', (row) => row.reason, content.definition.panelReasons.map(({ code, text }) => ({ code, label: text }))],
  ['status', 'code', '状态', 'Status', (row) => row.status],
  ['raised_at', 'text', '提出时间', 'Raised at (UTC)', (row) => row.raisedAt],
  ['closed_at', 'text', '关闭时间', 'Closed at (UTC)', (row) => row.closedAt],
]), content.queries);

/** All tables of a snapshot, each made when its turn comes. */
export function* eachTable(content: SnapshotContent): Generator<ExportTable> {
  for (const make of [participants, lesions, images, outlines, splits, exclusions, queries]) yield make(content);
}

export const exportTables = (content: SnapshotContent): ExportTable[] => [...eachTable(content)];
