'use client';
import { releaseRoutes, urlOf, type SnapshotView } from '@echocohort/contracts';
import { ActionIcon, Button, Select, Tooltip } from '@mantine/core';
import { IconArrowsExchange, IconDownload } from '@tabler/icons-react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useAddress } from '../../components/data/use-address.ts';
import { useWords } from '../../components/words/locale-provider.tsx';
import { snapshotName } from './compare-address.ts';
import { useSnapshots } from './list-snapshots.request.ts';
import { releaseWords } from './release.words.ts';
import { useSnapshotDiff } from './snapshot-diff.request.ts';
import { SnapshotDifferences } from './snapshot-differences.tsx';
import styles from './snapshots.module.css';

/** Any two snapshots of the study, by file and by cell; which ones stands in the address. */
export function CompareSnapshotsScreen() {
  const t = useWords(releaseWords);
  const { get, set } = useAddress();
  const all = useSnapshots();
  const [from, to] = [get('from'), get('to')];
  const two = from !== null && to !== null && from !== to;
  const diff = useSnapshotDiff(two ? from : null, two ? to : null);
  const items = all.data?.items ?? [];
  return (
    <>
      <PageTitle title={t('compareTitle')}>
        {two ? <Button variant="default" component="a" download href={urlOf('', releaseRoutes.snapshotDiffFile, { params: { snapshotId: from, otherId: to } })} leftSection={<IconDownload size={15} />}>{t('compareFile')}</Button> : null}
      </PageTitle>
      {all.error ? <ProblemNote error={all.error} onRetry={() => void all.refetch()} /> : null}
      <div className={styles.compare}>
        <Side label={t('compareFrom')} items={items} value={from} onChoose={(id) => set({ from: id })} />
        <Tooltip label={t('swap')}><ActionIcon variant="default" size="lg" aria-label={t('swap')} disabled={!two} onClick={() => set({ from: to, to: from })}><IconArrowsExchange size={16} /></ActionIcon></Tooltip>
        <Side label={t('compareTo')} items={items} value={to} onChoose={(id) => set({ to: id })} />
      </div>
      {!two ? <PanelBox><EmptyState title={t(from !== null && from === to ? 'compareSame' : 'compareChoose')} /></PanelBox> : diff.error ? <ProblemNote error={diff.error} onRetry={() => void diff.refetch()} /> : !diff.data ? <RowSkeletons rows={6} /> : <SnapshotDifferences diff={diff.data} />}
    </>
  );
}

function Side({ label, items, value, onChoose }: { readonly label: string; readonly items: readonly SnapshotView[]; readonly value: string | null; readonly onChoose: (id: string | null) => void }) {
  const known = items.some(({ id }) => id === value);
  return <Select size="sm" label={label} searchable placeholder={label} data={items.map((item) => ({ value: item.id, label: snapshotName(item) }))} value={known ? value : null} onChange={onChoose} />;
}
