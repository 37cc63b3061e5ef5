'use client';
import type { CrossValidationView } from '@echocohort/contracts';
import { Alert, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import Link from 'next/link';
import { ProblemNote } from '../../../components/api/problem-note.tsx';
import { intervalText } from '../../../components/data/figures.ts';
import { Moment } from '../../../components/data/moment.tsx';
import { PageTitle } from '../../../components/data/page-title.tsx';
import { RowSkeletons } from '../../../components/data/row-skeletons.tsx';
import { StateChip } from '../../../components/data/state-chip.tsx';
import { useWords } from '../../../components/words/locale-provider.tsx';
import styles from '../runs.module.css';
import { FoldCurves } from './fold-curves.tsx';
import { FoldsTable } from './folds-table.tsx';
import { useCrossValidation } from './folds.request.ts';
import { foldsWords } from './folds.words.ts';
import { PooledBox } from './pooled-box.tsx';

/** A cross-validation: each fold as it stands, what is missing, and the folds together. */
export function CrossValidationScreen({ crossValidationId }: { readonly crossValidationId: string }) {
  const t = useWords(foldsWords);
  const { data: whole, error, refetch } = useCrossValidation(crossValidationId);
  if (error && !whole) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!whole) return <RowSkeletons rows={5} height={80} />;
  const missing = whole.missing.map((n) => t('foldN', { n })).join(', ');
  return (
    <>
      <Head whole={whole} />
      <Stack gap="md">
        {error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
        {whole.missing.length > 0 ? <Alert color="red" variant="light" p="sm" icon={<IconAlertTriangle size={16} />}>{t('missing', { list: missing, n: whole.missing.length })}</Alert> : null}
        <FoldsTable whole={whole} />
        <div className={styles.halves}><PooledBox whole={whole} /><FoldCurves whole={whole} /></div>
      </Stack>
    </>
  );
}

function Head({ whole }: { readonly whole: CrossValidationView }) {
  const t = useWords(foldsWords);
  const { config, pooled } = whole;
  const done = whole.folds.filter(({ status }) => status === 'finished').length;
  const title = pooled ? t('titleDone', { model: config.model, of: whole.of, auc: intervalText(pooled.auc, pooled.lower, pooled.upper) }) : t('titleOpen', { model: config.model, of: whole.of, done });
  return (
    <PageTitle
      title={title}
      lead={
        <>
          <StateChip state={whole.status} />
          <span>{t('snapshot')} <Link href={`/snapshots/${whole.snapshotId}`}><span className="mono">{whole.snapshotRoot.slice(0, 16)}</span></Link></span>
          <span>{t('config', { width: config.width, size: config.imageSize, batch: config.batchSize, seed: config.seed })}</span>
          <span>{t('startedBy')} {whole.startedBy}</span>
          <Moment at={whole.startedAt} />
        </>
      }
    />
  );
}
