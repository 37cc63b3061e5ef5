'use client';
import type { SnapshotDiffView } from '@echocohort/contracts';
import { Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { GridTable, type Column } from '../../components/data/grid-table.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { releaseWords } from './release.words.ts';
import styles from './snapshots.module.css';

type TableDiff = SnapshotDiffView['tables'][number];
type Cell = TableDiff['cells'][number];

const ROWS_HIGH = 320;

/** Files by digest, then each table with its rows and cells. Long lists are cut by the API; the counts never are. */
export function SnapshotDifferences({ diff }: { readonly diff: SnapshotDiffView }) {
  const t = useWords(releaseWords);
  const { counts, same } = diff.files;
  return (
    <Stack gap="md">
      <PanelBox title={t('filesTitle')}>
        <Table fz="sm" verticalSpacing={3} w="auto" data-testid="file-counts">
          <Table.Tbody>
            {([['onlyThere', counts.added], ['onlyHere', counts.removed], ['filesChanged', counts.changed], ['filesSame', same]] as const).map(([key, count]) => <Table.Tr key={key}><Table.Td>{t(key)}</Table.Td><Table.Td ta="right">{count}</Table.Td></Table.Tr>)}
          </Table.Tbody>
        </Table>
        <Group gap="lg" align="flex-start" mt="sm" grow>
          <Paths label={t('onlyThere')} paths={diff.files.added} count={counts.added} />
          <Paths label={t('onlyHere')} paths={diff.files.removed} count={counts.removed} />
          <Paths label={t('filesChanged')} paths={diff.files.changed} count={counts.changed} />
        </Group>
      </PanelBox>
      {diff.tables.map((table) => <TableDifferences key={table.path} table={table} />)}
      {diff.tables.length === 0 ? <PanelBox><EmptyState title={t('tablesSame')} /></PanelBox> : null}
    </Stack>
  );
}

function TableDifferences({ table }: { readonly table: TableDiff }) {
  const t = useWords(releaseWords);
  const [sought, setSought] = useState('');
  const { counts } = table;
  const word = sought.trim().toLowerCase();
  const shown = word === '' ? table.cells : table.cells.filter((cell) => [cell.row, cell.column, cell.before, cell.after].some((text) => text?.toLowerCase().includes(word)));
  const columns: readonly Column<Cell>[] = [
    { key: 'row', head: t('row'), width: 'minmax(160px, 1fr)', cell: (cell) => cell.row, value: (cell) => cell.row },
    { key: 'column', head: t('column'), width: 'minmax(140px, 1fr)', cell: (cell) => cell.column, value: (cell) => cell.column },
    { key: 'before', head: t('before'), width: 'minmax(140px, 1fr)', cell: (cell) => cell.before ?? 'n/a', value: (cell) => cell.before },
    { key: 'after', head: t('after'), width: 'minmax(140px, 1fr)', cell: (cell) => cell.after ?? 'n/a', value: (cell) => cell.after },
  ];
  return (
    <PanelBox title={<span className="mono">{table.path}</span>} aside={<Text size="xs">{t('diffTable', { added: counts.rowsAdded, removed: counts.rowsRemoved, cells: counts.cells })}</Text>}>
      <Stack gap="sm">
        <Group gap="lg" align="flex-start" grow>
          <Paths label={t('rowsAdded')} paths={table.rowsAdded} count={counts.rowsAdded} />
          <Paths label={t('rowsRemoved')} paths={table.rowsRemoved} count={counts.rowsRemoved} />
          <Paths label={t('columnsAdded')} paths={table.columnsAdded} count={table.columnsAdded.length} />
          <Paths label={t('columnsRemoved')} paths={table.columnsRemoved} count={table.columnsRemoved.length} />
        </Group>
        {table.cells.length === 0 ? null : (
          <>
            <Group gap="sm" justify="space-between">
              <TextInput size="xs" w={240} aria-label={t('seek')} placeholder={t('seek')} value={sought} onChange={(event) => setSought(event.currentTarget.value)} />
              {counts.cells > table.cells.length ? <Text size="xs" c="dimmed">{t('cut', { shown: table.cells.length, all: counts.cells })}</Text> : null}
            </Group>
            <GridTable label={table.path} columns={columns} rows={shown} rowKey={(cell) => `${cell.row} ${cell.column}`} height={`${ROWS_HIGH}px`} rowHeight={28} />
          </>
        )}
      </Stack>
    </PanelBox>
  );
}

function Paths({ label, paths, count }: { readonly label: string; readonly paths: readonly string[]; readonly count: number }) {
  const t = useWords(releaseWords);
  if (count === 0) return null;
  return (
    <div>
      <Text size="xs" fw={600}>{label} ({count})</Text>
      <ul className={styles.paths} tabIndex={0} aria-label={label}>{paths.map((path) => <li key={path} className="mono">{path}</li>)}</ul>
      {count > paths.length ? <Text size="xs" c="dimmed">{t('cut', { shown: paths.length, all: count })}</Text> : null}
    </div>
  );
}
