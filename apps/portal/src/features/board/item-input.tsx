'use client';
import type { ItemView } from '@echocohort/contracts';
import { Chip, Group, Select, Textarea, TextInput } from '@mantine/core';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { DateEntry } from '../../components/record/date-entry.tsx';
import { formWords } from './form.words.ts';

interface ItemInputProps {
  readonly item: ItemView;
  readonly centre: string;
  readonly subjectCode: string;
  readonly text: string;
  readonly disabled: boolean;
  readonly error: string | null;
  readonly onChange: (text: string) => void;
}

const FEW = 5;

/** The input of an item by its type. Few choices are chips (one click), many a list. */
export function ItemInput({ item, centre, subjectCode, text, disabled, error, onChange }: ItemInputProps) {
  const t = useWords(formWords);
  const local = useLocal();
  const id = `item-${item.code}`;
  const label = local(item.label);
  const choices = item.type === 'boolean' ? [{ code: 'true', text: t('yes') }, { code: 'false', text: t('no') }] : item.choices.map((choice) => ({ code: choice.code, text: local(choice.label) }));
  if (item.type === 'date') return <DateEntry id={id} centre={centre} subjectCode={subjectCode} text={text} disabled={disabled} error={error} onChange={onChange} />;
  if (choices.length > FEW) return <Select id={id} aria-label={label} clearable searchable disabled={disabled} data={choices.map((choice) => ({ value: choice.code, label: choice.text }))} value={text || null} onChange={(next) => onChange(next ?? '')} />;
  if (choices.length > 0) {
    return (
      <Chip.Group multiple={false} value={text} onChange={(next) => onChange(next === text ? '' : (next ?? ''))}>
        <Group gap={6} id={id} role="radiogroup" aria-label={label}>
          {choices.map((choice) => <Chip key={choice.code} size="xs" value={choice.code} disabled={disabled} variant="outline" onClick={() => { if (choice.code === text) onChange(''); }}>{choice.text}</Chip>)}
        </Group>
      </Chip.Group>
    );
  }
  if (item.type === 'text') return <Textarea id={id} size="sm" autosize minRows={1} disabled={disabled} error={error} value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
  return <TextInput id={id} size="sm" w={160} inputMode="decimal" autoComplete="off" disabled={disabled} error={error} value={text} onChange={(event) => onChange(event.currentTarget.value)} styles={{ error: { whiteSpace: 'nowrap' } }} />;
}
