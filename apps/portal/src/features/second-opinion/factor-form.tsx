'use client';
import type { OpinionFactor } from '@echocohort/contracts';
import { NativeSelect, NumberInput, Stack, Text } from '@mantine/core';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { opinionWords } from './opinion.words.ts';
import type { Question } from './question.ts';

interface FactorProps {
  readonly factor: OpinionFactor;
  readonly value: string | number | null;
  readonly onValue: (value: string | number | null) => void;
}

/** The clinical factors of Model-LBC; what is left open is replaced, and each says by what. */
export function FactorForm({ factors, given, onGiven }: { readonly factors: readonly OpinionFactor[]; readonly given: Question['factors']; readonly onGiven: (given: Question['factors']) => void }) {
  const t = useWords(opinionWords);
  return (
    <PanelBox title={t('factors')}>
      <Stack gap={6}>
        <Text size="xs" c="dimmed">{t('factorsLead')}</Text>
        {factors.map((factor) => <FactorField key={factor.variable} factor={factor} value={given[factor.variable] ?? null} onValue={(value) => onGiven({ ...given, [factor.variable]: value })} />)}
      </Stack>
    </PanelBox>
  );
}

function FactorField({ factor, value, onValue }: FactorProps) {
  const t = useWords(opinionWords);
  const local = useLocal();
  const { kind, unit, choices, replacement } = factor;
  const label = unit === null ? local(factor.label) : `${local(factor.label)} (${unit})`;
  const named = choices.find(({ code }) => code === replacement);
  const yesNo = replacement === 1 || replacement === '1' ? t('yes') : t('no');
  const taken = kind === 'number' && typeof replacement === 'number' ? replacement.toFixed(1) : kind === 'yes-no' ? yesNo : named ? local(named.label) : String(replacement);
  const open = replacement === null ? t('open') : t('openAs', { value: taken });
  if (kind === 'number') return <NumberInput size="xs" label={label} placeholder={open} value={value ?? ''} onChange={(next) => onValue(typeof next === 'number' ? next : null)} hideControls />;
  const options = kind === 'yes-no' ? [{ value: '1', label: t('yes') }, { value: '0', label: t('no') }] : choices.map((choice) => ({ value: choice.code, label: local(choice.label) }));
  const read = (text: string): string | number | null => (text === '' ? null : kind === 'yes-no' ? Number(text) : text);
  return <NativeSelect size="xs" label={label} value={value === null ? '' : String(value)} onChange={(event) => onValue(read(event.currentTarget.value))} data={[{ value: '', label: open }, ...options]} />;
}
