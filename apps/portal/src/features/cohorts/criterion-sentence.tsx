'use client';
import type { CohortDefinitionView, ItemView, StudyView } from '@echocohort/contracts';
import { ActionIcon, Group, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { cohortsWords } from './cohorts.words.ts';

type Criterion = CohortDefinitionView['criteria'][number];
type Operator = Criterion['operator'];

const ORDERED: readonly Operator[] = ['=', '!=', '<', '<=', '>', '>=', 'is-missing', 'is-present'];
const NAMED: readonly Operator[] = ['=', '!=', 'in', 'is-missing', 'is-present'];
const SIGNS: Readonly<Record<string, string>> = { '!=': '≠', '<=': '≤', '>=': '≥' };

interface CriterionProps {
  readonly criterion: Criterion;
  readonly study: StudyView;
  readonly fixed: boolean;
  readonly onChange: (next: Criterion) => void;
  readonly onRemove: () => void;
}

/** One condition as a sentence: item, relation, value. */
export function CriterionSentence({ criterion, study, fixed, onChange, onRemove }: CriterionProps) {
  const t = useWords(cohortsWords);
  const local = useLocal();
  const items = study.forms.flatMap((form) => form.items);
  const item = items.find((candidate) => candidate.code === criterion.item);
  const operators = item?.type === 'number' || item?.type === 'integer' || item?.type === 'date' ? ORDERED : NAMED;
  const shown = (operator: Operator): string => (operator === 'in' ? t('in_op') : operator === 'is-missing' ? t('missing_op') : operator === 'is-present' ? t('present_op') : (SIGNS[operator] ?? operator));
  const choose = (operator: Operator) => onChange({ item: criterion.item, operator, value: operator === 'is-missing' || operator === 'is-present' ? undefined : operator === 'in' ? [] : criterion.value });
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      <div style={{ flex: 1, minWidth: 0 }}>
        <Select size="xs" aria-label={t('item')} searchable disabled={fixed} data={items.map((candidate) => ({ value: candidate.code, label: local(candidate.label) }))} value={criterion.item} onChange={(code) => code && onChange({ item: code, operator: 'is-present' })} />
        <Group gap={4} wrap="nowrap" mt={4}>
          <Select size="xs" w={110} aria-label={t('operator')} disabled={fixed} data={operators.map((operator) => ({ value: operator, label: shown(operator) }))} value={criterion.operator} onChange={(next) => { const operator = operators.find((candidate) => candidate === next); if (operator) choose(operator); }} />
          {item ? <CriterionValue item={item} criterion={criterion} fixed={fixed} onChange={onChange} /> : null}
        </Group>
      </div>
      <ActionIcon variant="subtle" color="gray" disabled={fixed} aria-label={t('removeCriterion')} onClick={onRemove}><IconX size={14} /></ActionIcon>
    </Group>
  );
}

function CriterionValue({ item, criterion, fixed, onChange }: { readonly item: ItemView; readonly criterion: Criterion; readonly fixed: boolean; readonly onChange: (next: Criterion) => void }) {
  const t = useWords(cohortsWords);
  const local = useLocal();
  const { operator, value } = criterion;
  if (operator === 'is-missing' || operator === 'is-present') return null;
  const common = { size: 'xs', 'aria-label': t('value'), disabled: fixed, style: { flex: 1, minWidth: 0 } } as const;
  const choices = item.choices.map((choice) => ({ value: choice.code, label: local(choice.label) }));
  if (operator === 'in') return <MultiSelect {...common} data={choices} value={Array.isArray(value) ? value.map(String) : []} onChange={(next) => onChange({ ...criterion, value: next })} />;
  if (choices.length > 0) return <Select {...common} data={choices} value={typeof value === 'string' ? value : null} onChange={(next) => onChange({ ...criterion, value: next ?? undefined })} />;
  if (item.type === 'boolean') return <Select {...common} data={[{ value: 'true', label: local({ zh: '是', en: 'yes' }) }, { value: 'false', label: local({ zh: '否', en: 'no' }) }]} value={typeof value === 'boolean' ? String(value) : null} onChange={(next) => onChange({ ...criterion, value: next === 'true' })} />;
  if (item.type === 'number' || item.type === 'integer') return <NumberInput {...common} value={typeof value === 'number' ? value : ''} onChange={(next) => onChange({ ...criterion, value: typeof next === 'number' ? next : undefined })} />;
  return <TextInput {...common} value={typeof value === 'string' ? value : ''} onChange={(event) => onChange({ ...criterion, value: event.currentTarget.value })} />;
}
