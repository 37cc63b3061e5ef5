'use client';
import type { CatalogueItemView, CohortConditionView, CohortCriterionView } from '@echocohort/contracts';
import { ActionIcon, Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useWords } from '../../components/words/locale-provider.tsx';
import { cohortsWords } from './cohorts.words.ts';
import { alternatives, anyOf, denied, isCriterion } from './conditions.ts';
import { CriterionSentence } from './criterion-sentence.tsx';
import styles from './cohorts.module.css';

interface ConditionProps {
  readonly condition: CohortConditionView;
  readonly items: readonly CatalogueItemView[];
  /** Null: the condition goes. */
  readonly onChange: (next: CohortConditionView | null) => void;
}

/** One condition: a criterion, its opposite, or a choice between criteria. What was written deeper elsewhere is shown as it is. */
export function ConditionEditor({ condition, items, onChange }: ConditionProps) {
  const t = useWords(cohortsWords);
  const not = denied(condition);
  const options = isCriterion(condition) ? [condition] : (alternatives(condition) ?? (not ? [not] : null));
  if (options === null) return <Row onRemove={() => onChange(null)}><Code block className={styles.deep}>{JSON.stringify(condition)}</Code></Row>;
  const put = (list: readonly CohortCriterionView[]) => onChange(anyOf(list));
  const first = items[0];
  return (
    <Stack gap={4} className={styles.condition}>
      {options.map((criterion, index) => (
        <div key={index}>
          {index > 0 ? <Text size="xs" fw={600} c="dimmed">{t('or')}</Text> : null}
          {not ? <Text size="xs" fw={600} c="var(--ec-needs-you)">{t('notThis')}</Text> : null}
          <Row onRemove={() => (not ? onChange(null) : put(options.filter((_, at) => at !== index)))}>
            <CriterionSentence criterion={criterion} items={items} onChange={(next) => (not ? onChange({ not: next }) : put(options.map((other, at) => (at === index ? next : other))))} />
          </Row>
        </div>
      ))}
      <Group gap={4}>
        {not || !first ? null : <Button size="compact-xs" variant="subtle" onClick={() => put([...options, { item: first.item, operator: 'is-present' }])}>{t('addOr')}</Button>}
        {options.length === 1 ? <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onChange(not ? not : { not: options[0] ?? { item: '', operator: 'is-present' } })}>{not ? t('turnBack') : t('turnRound')}</Button> : null}
      </Group>
    </Stack>
  );
}

function Row({ onRemove, children }: { readonly onRemove: () => void; readonly children: React.ReactNode }) {
  const t = useWords(cohortsWords);
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      {children}
      <ActionIcon variant="subtle" color="gray" aria-label={t('removeCriterion')} onClick={onRemove}><IconX size={14} /></ActionIcon>
    </Group>
  );
}
