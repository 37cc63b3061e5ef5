'use client';
import type { SnapshotView } from '@echocohort/contracts';
import { Select, Stack, Text } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { compareAddress, snapshotName } from './compare-address.ts';
import { useSnapshots } from './list-snapshots.request.ts';
import { releaseWords } from './release.words.ts';
import { useSnapshotDiff } from './snapshot-diff.request.ts';

/** In short how this snapshot differs from another one; the one before it is proposed. All of it stands on a page of its own. */
export function DiffBox({ snapshot }: { readonly snapshot: SnapshotView }) {
  const t = useWords(releaseWords);
  const { data: all } = useSnapshots();
  const others = (all?.items ?? []).filter(({ id }) => id !== snapshot.id);
  const before = others.find(({ root }) => root === snapshot.previousRoot);
  const [chosen, setChosen] = useState<string | null>(null);
  const otherId = chosen ?? before?.id ?? null;
  const { data, error, refetch } = useSnapshotDiff(otherId, snapshot.id);
  return (
    <PanelBox title={t('diff')}>
      <Stack gap="sm">
        {others.length === 0 ? <Text size="sm" c="dimmed">{t('noOther')}</Text> : (
          <Select size="xs" aria-label={t('diffWith')} placeholder={t('diffWith')} data={others.map((other) => ({ value: other.id, label: snapshotName(other) }))} value={otherId} onChange={setChosen} />
        )}
        {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : otherId === null ? null : !data ? <RowSkeletons rows={2} /> : (
          <>
            <Text size="sm">{t('diffFiles', { ...data.files.counts, same: data.files.same })}</Text>
            {data.tables.map((table) => <Text key={table.path} size="xs"><span className="mono">{table.path}</span> · {t('diffTable', { added: table.counts.rowsAdded, removed: table.counts.rowsRemoved, cells: table.counts.cells })}</Text>)}
            <Link href={compareAddress(otherId, snapshot.id)}>{t('openCompare')}</Link>
          </>
        )}
      </Stack>
    </PanelBox>
  );
}
