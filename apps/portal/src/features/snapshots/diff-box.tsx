'use client';
import type { SnapshotDiffView, SnapshotView } from '@echocohort/contracts';
import { Code, Select, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { useSnapshots } from './list-snapshots.request.ts';
import { releaseWords } from './release.words.ts';
import { useSnapshotDiff } from './snapshot-diff.request.ts';

const SHOWN = 12;

/** How another snapshot differs from this one: files by digest, tables by row and cell. */
export function DiffBox({ snapshot }: { readonly snapshot: SnapshotView }) {
  const t = useWords(releaseWords);
  const { data: all } = useSnapshots();
  const others = (all?.items ?? []).filter(({ id }) => id !== snapshot.id);
  const [otherId, setOtherId] = useState<string | null>(null);
  const { data, error } = useSnapshotDiff(snapshot.id, otherId);
  return (
    <PanelBox title={t('diff')}>
      <Stack gap="sm">
        {others.length === 0 ? <Text size="sm" c="dimmed">{t('noOther')}</Text> : (
          <Select size="xs" aria-label={t('diffWith')} placeholder={t('diffWith')} clearable data={others.map(({ id, cohortName, root }) => ({ value: id, label: `${cohortName} · ${root.slice(0, 12)}` }))} value={otherId} onChange={setOtherId} />
        )}
        {error ? <ProblemNote error={error} /> : otherId === null ? null : !data ? <RowSkeletons rows={3} /> : <Differences diff={data} />}
      </Stack>
    </PanelBox>
  );
}

function Differences({ diff }: { readonly diff: SnapshotDiffView }) {
  const t = useWords(releaseWords);
  const { counts, same } = diff.files;
  return (
    <Stack gap="xs">
      <Text size="sm">{t('diffFiles', { ...counts, same })}</Text>
      <Paths label={t('onlyThere')} paths={diff.files.added} count={counts.added} />
      <Paths label={t('onlyHere')} paths={diff.files.removed} count={counts.removed} />
      {diff.tables.map((table) => (
        <div key={table.path}>
          <Text size="sm" fw={600}>{table.path}</Text>
          <Text size="xs" c="dimmed">{t('diffTable', { added: table.counts.rowsAdded, removed: table.counts.rowsRemoved, cells: table.counts.cells })}</Text>
          <Paths label={t('rowsAdded')} paths={table.rowsAdded} count={table.counts.rowsAdded} />
          <Paths label={t('rowsRemoved')} paths={table.rowsRemoved} count={table.counts.rowsRemoved} />
          {table.cells.length === 0 ? null : (
            <Table fz="xs" verticalSpacing={2}>
              <Table.Tbody>{table.cells.slice(0, SHOWN).map((cell) => <Table.Tr key={`${cell.row} ${cell.column}`}><Table.Td>{cell.row}</Table.Td><Table.Td>{cell.column}</Table.Td><Table.Td>{cell.before ?? 'n/a'} → {cell.after ?? 'n/a'}</Table.Td></Table.Tr>)}</Table.Tbody>
            </Table>
          )}
        </div>
      ))}
    </Stack>
  );
}

function Paths({ label, paths, count }: { readonly label: string; readonly paths: readonly string[]; readonly count: number }) {
  if (count === 0) return null;
  return <Text size="xs">{label}: {paths.slice(0, SHOWN).map((path) => <Code key={path} mr={4}>{path}</Code>)}{count > SHOWN ? `… +${count - SHOWN}` : ''}</Text>;
}
