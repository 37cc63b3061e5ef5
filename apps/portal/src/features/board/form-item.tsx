'use client';
import type { ItemView } from '@echocohort/contracts';
import { unitWords, type LocalText } from '@echocohort/kernel';
import { Select, Text, TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import styles from './board.module.css';
import { formWords } from './form.words.ts';
import { differs, entryFault, isStored, type EntryFault, type ItemDraft, type StoredAnswer } from './item-draft.ts';
import { ItemInput } from './item-input.tsx';

interface FormItemProps {
  readonly item: ItemView;
  readonly centre: string;
  readonly subjectCode: string;
  readonly stored: StoredAnswer;
  readonly draft: ItemDraft;
  readonly editable: boolean;
  readonly focused: boolean;
  /** What the API's edit check says of the stored value. */
  readonly finding: LocalText | null;
  readonly onChange: (next: ItemDraft) => void;
}

/** One item of a form: its input, why it is missing, and the reason when a stored value changes. */
export function FormItem({ item, centre, subjectCode, stored, draft, editable, focused, finding, onChange }: FormItemProps) {
  const t = useWords(formWords);
  const local = useLocal();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!focused) return;
    box.current?.scrollIntoView({ block: 'center' });
    box.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }, [focused]);
  const changed = differs(draft, stored);
  const fault = changed ? entryFault(item, draft.text) : null;
  const faultText = useFaultText(fault);
  return (
    <div className={styles.item} ref={box} data-item={item.code}>
      <div className={styles.itemHead}>
        <label htmlFor={`item-${item.code}`}><strong>{local(item.label)}</strong>{item.unit ? <Text span c="dimmed" size="xs"> {local(unitWords(item.unit))}</Text> : null}</label>
        {item.required && !isStored(stored) && !changed ? <Text span size="xs" c="var(--ec-needs-you)">{t('required')}</Text> : null}
      </div>
      <ItemInput item={item} centre={centre} subjectCode={subjectCode} text={draft.text} disabled={!editable || draft.missing !== null} error={faultText} onChange={(text) => onChange({ ...draft, text })} />
      {item.missingReasons.length > 0 && (draft.missing || (editable && draft.text.trim() === '')) ? (
        <Select size="xs" mt={4} w={230} aria-label={`${local(item.label)} · ${t('missing')}`} placeholder={t('missing')} clearable disabled={!editable} data={item.missingReasons.map((reason) => ({ value: reason.code, label: `${t('missing')}: ${local(reason.label)}` }))} value={draft.missing} onChange={(missing) => onChange({ ...draft, missing, text: missing ? '' : draft.text })} />
      ) : null}
      {finding && !changed ? <Text size="xs" c="var(--ec-deviation)" mt={4}>{local(finding)}</Text> : null}
      {changed && isStored(stored) ? <ReasonForChange item={item} stored={stored} draft={draft} onChange={onChange} /> : null}
    </div>
  );
}

function useFaultText(fault: EntryFault | null): string | null {
  const t = useWords(formWords);
  if (!fault) return null;
  if (fault.key !== 'outOfRange') return t(fault.key);
  const { min, max } = fault;
  const range = min !== null && max !== null ? t('between', { min, max }) : min !== null ? t('atLeast', { min }) : t('atMost', { max: max ?? '' });
  return t('outOfRange', { range });
}

function ReasonForChange({ item, stored, draft, onChange }: Pick<FormItemProps, 'item' | 'stored' | 'draft' | 'onChange'>) {
  const t = useWords(formWords);
  const local = useLocal();
  const choice = item.choices.find((candidate) => candidate.code === stored.value);
  const missing = item.missingReasons.find((candidate) => candidate.code === stored.missingReason);
  const value = choice ? local(choice.label) : missing ? local(missing.label) : typeof stored.value === 'boolean' ? t(stored.value ? 'yes' : 'no') : String(stored.value ?? t('empty'));
  return (
    <>
      <Text className={styles.itemSaved} mt={4}>{t('stored', { value })}</Text>
      <TextInput size="xs" mt={2} aria-label={`${local(item.label)} · ${t('reason')}`} placeholder={t('reason')} error={draft.reason.trim().length < 3 ? t('reasonNeeded') : null} value={draft.reason} onChange={(event) => onChange({ ...draft, reason: event.currentTarget.value })} />
    </>
  );
}
