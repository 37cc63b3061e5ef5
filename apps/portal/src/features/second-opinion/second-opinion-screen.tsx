'use client';
import type { OpinionModel } from '@echocohort/contracts';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useAddress } from '../../components/data/use-address.ts';
import { useWords } from '../../components/words/locale-provider.tsx';
import { OpinionDesk } from './opinion-desk.tsx';
import { useOpinionModel, useOpinionModels } from './opinion.requests.ts';
import { opinionWords } from './opinion.words.ts';
import styles from './second-opinion.module.css';

/** A finished model's second opinion on one picture that nobody stores. */
export function SecondOpinionScreen() {
  const t = useWords(opinionWords);
  const { data, error, refetch } = useOpinionModels();
  return (
    <>
      <PageTitle title={t('title')} lead={<><span className={styles.research}><IconAlertTriangle size={14} aria-hidden /> {t('research')}</span><span>{t('notKept')}</span></>} />
      {error && !data ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <RowSkeletons rows={3} height={120} />}
      {data && data.items.length === 0 ? <PanelBox><EmptyState title={t('noModels')}>{t('noModelsWhy')}</EmptyState></PanelBox> : null}
      {data && data.items.length > 0 ? <ChosenModel models={data.items} /> : null}
    </>
  );
}

function ChosenModel({ models }: { readonly models: readonly OpinionModel[] }) {
  const address = useAddress();
  const chosen = models.find(({ runId }) => runId === address.get('model')) ?? models[0];
  const detail = useOpinionModel(chosen?.runId ?? null);
  if (!chosen) return null;
  return <OpinionDesk models={models} chosen={chosen} detail={detail.data ?? null} fault={detail.error} onRetry={() => void detail.refetch()} onModel={(runId) => address.set({ model: runId })} />;
}
