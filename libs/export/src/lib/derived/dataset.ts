import { readOutcomes, readTsv, SEALED, type LesionOutcome, type SnapshotManifest } from '@echocohort/cohort';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { studyDefinitionSchema, type StudyDefinition } from '@echocohort/study';
import { isMissing, type CodeLabel, type Dataset, type TypedCell, type TypedColumn, type TypedTable } from '@echocohort/table-formats';
import { NOT_ENTERED, type ColumnInfo } from '../column.ts';
import { exportTables, type ExportTable } from '../tables.ts';

/** Text of a leaf; null when the snapshot has no such leaf. */
export type ReadLeafText = (path: string) => Promise<string | null>;

/** The tables of a snapshot with their types, and the definition that explains them. */
export interface SnapshotDataset {
  readonly definition: StudyDefinition;
  readonly dataset: Dataset;
  /** Form of each column that belongs to one, by `table.column`. */
  readonly forms: ReadonlyMap<string, string>;
}

const SEALED_REASON: CodeLabel = { code: SEALED, label: { zh: '密封：模型登记后开启', en: 'Sealed until a model is registered' } };

/** Columns of every table without a row: what a column is does not depend on what it holds. */
const emptyTables = (definition: StudyDefinition): ExportTable[] => exportTables({
  definition, cohort: { id: '', name: '', version: 1, definition: { centres: null, criteria: [], trainingParts: 1, internalParts: 1 } },
  split: { id: '', seed: '', ratio: '', rows: [], sets: [], exact: true, assignment: '' }, subjects: [], lesions: [], images: [], outlines: [], exclusions: [], queries: [],
});

const TYPES: Readonly<Record<ColumnInfo['type'], TypedColumn['type']>> = { text: 'text', code: 'code', number: 'number', integer: 'integer', date: 'date', flag: 'code', label: 'text', 'missing-reason': 'text' };

/** `<column>_label` and `<column>_missing` are no columns of their own: they come back with the types. */
function typedColumn(info: ColumnInfo, names: ReadonlySet<string>): TypedColumn | null {
  if (info.type === 'label' || info.type === 'missing-reason') return null;
  const codes = info.levels?.filter(({ code }) => code !== SEALED);
  const hasReasons = names.has(`${info.name}_missing`) || info.levels?.length !== codes?.length;
  return { name: info.name, label: info.description, type: TYPES[info.type], ...(info.unit !== undefined && { unit: info.unit }), ...(codes && codes.length > 0 && { codes }), ...(hasReasons && { hasReasons }) };
}

function typedCell(column: TypedColumn, value: string | null, reason: string | null): TypedCell {
  if (value === null) return reason === null ? null : { missing: reason };
  if (value === SEALED && column.type !== 'text') return { missing: SEALED };
  return column.type === 'number' || column.type === 'integer' ? Number(value) : value;
}

function typedTable(table: ExportTable, text: string): Result<TypedTable> {
  const rows = readTsv(text, table.path);
  if (!rows.ok) return rows;
  const names = new Set(text.slice(0, text.indexOf('\n')).split('\t'));
  const known = new Map(table.columns.map((column) => [column.name, column]));
  // A column that this version does not know comes along as text.
  const columns = [...names].flatMap((name): TypedColumn[] => {
    const info = known.get(name);
    const column = info ? typedColumn(info, names) : { name, label: { zh: name, en: name }, type: 'text' as const };
    return column === null ? [] : [column];
  });
  return ok({
    name: table.path.replace('.tsv', ''), title: table.title, columns,
    rows: rows.value.map((row) => columns.map((column) => typedCell(column, row[column.name] ?? null, row[`${column.name}_missing`] ?? null))),
  });
}

/** What an opened outcome puts in the place of `sealed`, by column. */
const OPENED: Readonly<Record<string, (outcome: LesionOutcome) => TypedCell>> = {
  histology: ({ type }) => type, malignant: ({ malignant }) => (malignant ? '1' : '0'), pathology_method: ({ method }) => method, specimen_date: ({ specimenDate }) => specimenDate,
};

/** The lesions with the outcomes of external centres that have been opened since the lock. The tables of the record itself stay as they were locked. */
function withOpened(table: TypedTable, outcomes: ReadonlyMap<string, LesionOutcome>): TypedTable {
  const lesionAt = table.columns.findIndex(({ name }) => name === 'lesion');
  const rows = table.rows.map((row) => {
    const lesion = row[lesionAt] ?? null;
    const outcome = typeof lesion === 'string' ? outcomes.get(lesion) : undefined;
    return outcome ? row.map((cell, at) => (isMissing(cell) && cell.missing === SEALED ? (OPENED[table.columns[at]?.name ?? '']?.(outcome) ?? cell) : cell)) : row;
  });
  return { ...table, rows };
}

/** Time of the lock: files that are made of a snapshot carry it, whenever they are made. */
export const lockedAt = ({ signatures }: SnapshotManifest): Date => new Date(signatures[0]?.at ?? Date.UTC(2020, 0, 1));

/** Reads the tables of a snapshot back into typed ones. */
export async function readDataset(manifest: SnapshotManifest, read: ReadLeafText, opened: Uint8Array | null = null): Promise<Result<SnapshotDataset>> {
  const outcomes = opened === null ? ok([]) : readOutcomes(new TextDecoder().decode(opened));
  if (!outcomes.ok) return outcomes;
  const outcomeOf = new Map(outcomes.value.map((outcome) => [outcome.lesion, outcome]));
  const text = await read('study.json');
  const parsed = text === null ? null : studyDefinitionSchema.safeParse(JSON.parse(text));
  if (!parsed?.success) return refuse({ code: 'snapshot-definition-unreadable', detail: 'The definition of the study in the snapshot cannot be read; its tables cannot be explained.' });
  const definition = parsed.data;
  const tables: TypedTable[] = [];
  const forms = new Map<string, string>();
  for (const table of emptyTables(definition)) {
    const content = await read(table.path);
    if (content === null) continue;
    const typed = typedTable(table, content);
    if (!typed.ok) return typed;
    tables.push(typed.value.name === 'lesions' && outcomeOf.size > 0 ? withOpened(typed.value, outcomeOf) : typed.value);
    for (const column of table.columns) if (column.form !== undefined) forms.set(`${typed.value.name}.${column.name}`, column.form);
  }
  const { code, version, title } = definition.study;
  const missingReasons = [...definition.missingReasons, NOT_ENTERED, SEALED_REASON];
  return ok({ definition, forms, dataset: { study: { code, version, title }, createdAt: lockedAt(manifest), missingReasons, tables } });
}
