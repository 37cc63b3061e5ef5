'use client';
import { addDays, isPlainDate } from '@echocohort/kernel';
import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useDayShift } from '../keys/use-day-shift.ts';
import { useWords } from '../words/locale-provider.tsx';

const dateWords = {
  shifted: { zh: '填写移位后的日期：此浏览器没有中心密钥，真实日期不得离开医院。', en: 'Enter the shifted date: this browser holds no centre key, and true dates never leave the hospital.' },
  real: { zh: '填写病历中的日期；用中心密钥移位后才发送。', en: 'Enter the date as in the record; it is shifted with the centre key before it is sent.' },
  sent: { zh: '发送为 {date}', en: 'Sent as {date}' },
} as const;

interface DateEntryProps {
  readonly id: string;
  readonly centre: string;
  readonly subjectCode: string;
  /** The shifted date: what is stored and sent. */
  readonly text: string;
  readonly label?: string;
  readonly disabled: boolean;
  readonly error: string | null;
  readonly onChange: (text: string) => void;
}

/** A date of a patient. With the centre's key in this browser one types the true date, and only the shifted one leaves it. */
export function DateEntry({ id, centre, subjectCode, text, label, disabled, error, onChange }: DateEntryProps) {
  const t = useWords(dateWords);
  const shift = useDayShift(centre, subjectCode);
  const [typing, setTyping] = useState<string | null>(null);
  // Read-only dates are shown as they are stored; only while one edits are they turned back with the key of this browser.
  const real = shift === null || disabled ? text : isPlainDate(text) ? (addDays(text, -shift) ?? '') : '';
  const change = (typed: string) => {
    setTyping(typed);
    if (shift === null) onChange(typed);
    else if (typed === '') onChange('');
    else if (isPlainDate(typed)) onChange(addDays(typed, shift) ?? '');
  };
  return (
    <div>
      <TextInput id={id} label={label} size="sm" w={160} placeholder="YYYY-MM-DD" autoComplete="off" disabled={disabled} error={error} value={typing ?? real} onChange={(event) => change(event.currentTarget.value)} onBlur={() => setTyping(null)} />
      {disabled ? null : <Text size="xs" c="dimmed" mt={2}>{shift === null ? t('shifted') : text ? t('sent', { date: text }) : t('real')}</Text>}
    </div>
  );
}
