'use client';
import type { CatalogueItemView, CohortCriterionView } from '@echocohort/contracts';
import { Group, MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { cohortsWords } from './cohorts.words.ts';

type Operator = CohortCriterionView['operator'];

const ORDERED: readonly Operator[] = ['=', '!=', '<', '<=', '>', '>=', 'is-missing', 'is-present'];
const NAMED: readonly Operator[] = ['=', '!=', 'in', 'is-missing', 'is-present'];
const THERE: readonly Operator[] = ['is-present', 'is-missing'];
const SIGNS: Readonly<Record<string, string>> = { '!=': '≠', '<=': '≤', '>=': '≥' };

interface CriterionProps {
  readonly criterion: CohortCriterionView;
  readonly items: readonly CatalogueItemView[];
  readonly onChange: (next: CohortCriterionView) => void;
}

function operatorsOf(type: CatalogueItemView['type'] | undefined): readonly Operator[] {
  if (type === 'presence') return THERE;
  return type === 'number' || type === 'integer' || type === 'date' ? ORDERED : NAMED;
}

/** One criterion as a sentence: item, relation, value. */
export function CriterionSentence({ criterion, items, onChange }: CriterionProps) {
  const t = useWords(cohortsWords);
  const local = useLocal();
  const item = items.find((candidate) => candidate.item === criterion.item);
  const operators = operatorsOf(item?.type);
  const there = item?.type === 'presence' || item?.type === 'list';
  const shown = (operator: Operator): string => {
    if (operator === 'in') return t('in_op');
    if (operator === 'is-missing') return there ? t('absent_op') : t('missing_op');
    return operator === 'is-present' ? (there ? t('there_op') : t('present_op')) : (SIGNS[operator] ?? operator);
  };
  const choose = (operator: Operator) => onChange({ item: criterion.item, operator, value: operator === 'is-missing' || operator === 'is-present' ? undefined : operator === 'in' ? [] : Array.isArray(criterion.value) ? undefined : criterion.value });
  const groups = (['case', 'images', 'form'] as const).map((group) => ({ group: t(`group_${group}`), items: items.filter((candidate) => candidate.group === group).map((candidate) => ({ value: candidate.item, label: local(candidate.label) })) }));
  return (
    <div style={{ flex: 1, minWidth: 0 }}>
      <Select size="xs" aria-label={t('item')} searchable data={groups} value={criterion.item} onChange={(code) => code && onChange({ item: code, operator: 'is-present' })} />
      <Group gap={4} wrap="nowrap" mt={4}>
        <Select size="xs" w={110} aria-label={t('operator')} data={operators.map((operator) => ({ value: operator, label: shown(operator) }))} value={criterion.operator} onChange={(next) => { const operator = operators.find((candidate) => candidate === next); if (operator) choose(operator); }} />
        {item ? <CriterionValue item={item} criterion={criterion} onChange={onChange} /> : null}
      </Group>
    </div>
  );
}

function CriterionValue({ item, criterion, onChange }: { readonly item: CatalogueItemView; readonly criterion: CohortCriterionView; readonly onChange: (next: CohortCriterionView) => void }) {
  const t = useWords(cohortsWords);
  const local = useLocal();
  const { operator, value } = criterion;
  if (operator === 'is-missing' || operator === 'is-present') return null;
  const common = { size: 'xs', 'aria-label': t('value'), style: { flex: 1, minWidth: 0 } } as const;
  const choices = item.choices.map((choice) => ({ value: choice.code, label: local(choice.label) }));
  const several = Array.isArray(value) ? value.map(String) : [];
  if (operator === 'in' && choices.length === 0) return <TagsInput {...common} value={several} onChange={(next) => onChange({ ...criterion, value: next })} />;
  if (operator === 'in') return <MultiSelect {...common} data={choices} value={several} onChange={(next) => onChange({ ...criterion, value: next })} />;
  if (choices.length > 0) return <Select {...common} data={choices} value={typeof value === 'string' ? value : null} onChange={(next) => onChange({ ...criterion, value: next ?? undefined })} />;
  if (item.type === 'boolean') return <Select {...common} data={[{ value: 'true', label: local({ zh: '是', en: 'yes' }) }, { value: 'false', label: local({ zh: '否', en: 'no' }) }]} value={typeof value === 'boolean' ? String(value) : null} onChange={(next) => onChange({ ...criterion, value: next === 'true' })} />;
  if (item.type === 'number' || item.type === 'integer') return <NumberInput {...common} value={typeof value === 'number' ? value : ''} onChange={(next) => onChange({ ...criterion, value: typeof next === 'number' ? next : undefined })} />;
  return <TextInput {...common} placeholder={item.type === 'date' ? 'YYYY-MM-DD' : undefined} value={typeof value === 'string' ? value : ''} onChange={(event) => onChange({ ...criterion, value: event.currentTarget.value })} />;
}
