'use client';
import type { CohortDefinitionView } from '@echocohort/contracts';
import { Modal, Text, UnstyledButton } from '@mantine/core';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { percentText } from '../../components/data/figures.ts';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useAddress } from '../../components/data/use-address.ts';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { CaseList } from './case-list.tsx';
import styles from './cohorts.module.css';
import { cohortsWords } from './cohorts.words.ts';
import { useCasesWithout } from './definition-preview.request.ts';
import type { CohortPreviewView } from './preview-view.ts';

/** How often each item is missing among the included lesions; a number opens the cases. */
export function MissingBox({ definition, preview }: { readonly definition: CohortDefinitionView; readonly preview: CohortPreviewView }) {
  const t = useWords(cohortsWords);
  const local = useLocal();
  const address = useAddress();
  const missing = preview.missing.filter((entry) => entry.missing > 0).sort((a, b) => b.missing - a.missing);
  const open = missing.find(({ item }) => item === address.get('missing')) ?? null;
  return (
    <PanelBox title={t('missingness')}>
      {missing.length === 0 ? <Text size="sm" c="dimmed">{t('noMissing')}</Text> : missing.map((entry) => (
        <div key={entry.item} className={styles.missing}>
          <span>{local(entry.label)}</span>
          <UnstyledButton className={`link-button ${styles.number}`} onClick={() => address.open({ missing: entry.item })}>{entry.missing} / {entry.of}</UnstyledButton>
          <span className={styles.number}>{percentText(entry.missing, entry.of)}</span>
        </div>
      ))}
      <Modal opened={open !== null} onClose={() => address.close({ missing: null })} size={640} title={open ? t('missingList', { label: local(open.label) }) : ''}>
        {open ? <CasesWithout definition={definition} item={open.item} /> : null}
      </Modal>
    </PanelBox>
  );
}

function CasesWithout({ definition, item }: { readonly definition: CohortDefinitionView; readonly item: string }) {
  const { data, error, refetch } = useCasesWithout(definition, item);
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowSkeletons rows={4} />;
  return <CaseList name={`missing-${item}`} patients={data.patients} cases={data.boxes.find(({ kind }) => kind === 'included')?.cases ?? []} />;
}
