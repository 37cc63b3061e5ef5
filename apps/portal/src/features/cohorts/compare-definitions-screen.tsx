'use client';
import type { CohortView } from '@echocohort/contracts';
import { ActionIcon, Group, Select, Tooltip } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { EmptyState } from '../../components/data/empty-state.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useAddress } from '../../components/data/use-address.ts';
import { useWords } from '../../components/words/locale-provider.tsx';
import { useCohortVersions, useDefinitionDiff, useNewestDefinition, type DefinitionRef } from './cohort-versions.request.ts';
import styles from './cohorts.module.css';
import { cohortsWords } from './cohorts.words.ts';
import { DefinitionDiff } from './definition-diff.tsx';
import { refOf, refText } from './definition-ref.ts';
import { useCohorts } from './list-cohorts.request.ts';

/** Any two definitions of any two cohorts; which ones stands in the address. */
export function CompareDefinitionsScreen() {
  const t = useWords(cohortsWords);
  const { get, set } = useAddress();
  const cohorts = useCohorts();
  const [from, to] = [refOf(get('from')), refOf(get('to'))];
  const diff = useDefinitionDiff(from, to);
  const put = (side: 'from' | 'to', ref: DefinitionRef | null) => set({ [side]: ref ? refText(ref) : null });
  const items = cohorts.data?.items ?? [];
  return (
    <>
      <PageTitle title={t('compareTitle')} />
      {cohorts.error ? <ProblemNote error={cohorts.error} onRetry={() => void cohorts.refetch()} /> : null}
      <div className={styles.compare}>
        <Side label={t('compareFrom')} cohorts={items} chosen={from} onChoose={(ref) => put('from', ref)} />
        <Tooltip label={t('swap')}><ActionIcon variant="default" size="lg" aria-label={t('swap')} disabled={from === null || to === null} onClick={() => set({ from: get('to'), to: get('from') })}><IconArrowsExchange size={16} /></ActionIcon></Tooltip>
        <Side label={t('compareTo')} cohorts={items} chosen={to} onChoose={(ref) => put('to', ref)} />
      </div>
      {from === null || to === null ? <PanelBox><EmptyState title={t('compareChoose')} /></PanelBox> : diff.error ? <ProblemNote error={diff.error} onRetry={() => void diff.refetch()} /> : !diff.data ? <RowSkeletons rows={5} /> : <DefinitionDiff diff={diff.data} />}
    </>
  );
}

interface SideProps {
  readonly label: string;
  readonly cohorts: readonly CohortView[];
  readonly chosen: DefinitionRef | null;
  readonly onChoose: (ref: DefinitionRef | null) => void;
}

/** A cohort and one of its definitions; a cohort is first taken as it stands. */
function Side({ label, cohorts, chosen, onChoose }: SideProps) {
  const t = useWords(cohortsWords);
  const versions = useCohortVersions(chosen?.cohortId ?? null);
  const newest = useNewestDefinition();
  const numbers = versions.data?.items ?? [];
  return (
    <Group gap="sm" wrap="nowrap" align="flex-end" component="fieldset" className={styles.side}>
      <legend>{label}</legend>
      <Select size="sm" style={{ flex: 1 }} searchable aria-label={`${label}: ${t('cohort')}`} placeholder={t('cohort')} data={cohorts.map(({ id, name }) => ({ value: id, label: name }))} value={chosen?.cohortId ?? null}
        onChange={(cohortId) => { if (cohortId === null) onChoose(null); else void newest(cohortId).then((number) => onChoose(number === null ? null : { cohortId, number })); }} />
      <Select size="sm" w={210} aria-label={`${label}: ${t('version')}`} disabled={chosen === null} data={numbers.map(({ number, name }) => ({ value: String(number), label: `${number} · ${name}` }))} value={chosen && numbers.length > 0 ? String(chosen.number) : null}
        allowDeselect={false} onChange={(number) => { if (chosen && number !== null) onChoose({ cohortId: chosen.cohortId, number: Number(number) }); }} />
    </Group>
  );
}
