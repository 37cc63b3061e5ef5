'use client';
import type { RunView } from '@echocohort/contracts';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Digest } from '../../components/data/digest.tsx';
import { intervalText } from '../../components/data/figures.ts';
import { Moment } from '../../components/data/moment.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { runTitle } from './run-place.ts';
import { runsWords } from './runs.words.ts';

/** What it is, from which snapshot, with which settings, and how it stands. */
export function RunHead({ run, children }: { readonly run: RunView; readonly children: ReactNode }) {
  const t = useWords(runsWords);
  const { config } = run;
  const internal = run.metrics.find(({ set }) => set === 'internal_validation');
  const auc = internal ? intervalText(internal.auc, internal.lower, internal.upper) : '–';
  return (
    <PageTitle
      title={runTitle(t, run, auc)}
      lead={
        <>
          <StateChip state={run.status} />
          <span>{t('snapshot')} <Link href={`/snapshots/${run.snapshotId}`}><span className="mono">{run.snapshotRoot.slice(0, 16)}</span></Link></span>
          {run.crossValidation ? <Link href={`/cross-validations/${run.crossValidation.id}`}>{t('partOf')} · {t('fold', { fold: run.crossValidation.fold, of: run.crossValidation.of })}</Link> : null}
          <span>{t('config', { width: config.width, size: config.imageSize, batch: config.batchSize, seed: config.seed })}</span>
          <Moment at={run.startedAt} />
          {run.modelDigest ? <span>{t('digest')} <Digest value={run.modelDigest} /></span> : null}
        </>
      }
    >
      {children}
    </PageTitle>
  );
}
