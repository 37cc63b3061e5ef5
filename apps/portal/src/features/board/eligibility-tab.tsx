'use client';
import type { CaseBoard } from '@echocohort/contracts';
import { Group, Text } from '@mantine/core';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import styles from './board.module.css';
import { boardWords } from './board.words.ts';

type Criterion = CaseBoard['eligibility']['criteria'][number];

/** The criteria, each with its verdict and what it read. */
export function EligibilityTab({ board }: { readonly board: CaseBoard }) {
  const t = useWords(boardWords);
  const { verdict, primaryReason, criteria } = board.eligibility;
  return (
    <>
      <Group gap="md" mb="sm">
        <StateChip state={verdict} />
        {primaryReason ? <Text size="sm">{t('primaryReason')}: <strong>{primaryReason}</strong></Text> : null}
      </Group>
      {criteria.map((criterion) => <CriterionLine key={criterion.code} criterion={criterion} />)}
    </>
  );
}

function CriterionLine({ criterion }: { readonly criterion: Criterion }) {
  const t = useWords(boardWords);
  const local = useLocal();
  const shown = (value: Criterion['evidence'][string]): string => (value === null ? t('notKnown') : value === true ? t('yes') : value === false ? t('no') : String(value));
  return (
    <div className={styles.criterion}>
      <strong>{criterion.code}</strong>
      <div>
        <div>{local(criterion.sentence)}</div>
        <div className={styles.evidence}>
          {Object.entries(criterion.evidence).map(([name, value]) => <span key={name}>{name}: {shown(value)}</span>)}
        </div>
      </div>
      <StateChip state={criterion.verdict} />
    </div>
  );
}
