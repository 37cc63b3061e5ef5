'use client';
import { noteText, readNomogram, type ModelInput, type NomogramResult } from '@echocohort/analyses';
import { decimals, levelText, nomogramChart } from '@echocohort/figures';
import { unitWords } from '@echocohort/kernel';
import { Alert, NumberInput, Select, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useLocal, useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import styles from '../analyses.module.css';
import { analysesWords } from '../analyses.words.ts';
import { useWhy } from '../number-cell.tsx';
import { ReportChart } from '../report-chart.tsx';

type Typed = Readonly<Record<string, number | string>>;

/** The nomogram, and a patient typed into it: the risk comes from the equation, not from reading an axis. */
export function NomogramSection({ nomogram }: { readonly nomogram: NomogramResult }) {
  const t = useWords(analysesWords);
  const { locale } = useLocale();
  const chart = useMemo(() => nomogramChart(nomogram, locale), [nomogram, locale]);
  const [typed, setTyped] = useState<Typed>({});
  const why = useWhy();
  const read = readNomogram(nomogram, typed);
  const wrong = read.ok || read.refusal.code === 'value-missing' ? null : read.refusal;
  return (
    <div className={styles.nomogram}>
      <ReportChart chart={chart} />
      <Stack gap="xs">
        <Text fw={600} size="sm">{t('typePatient')}</Text>
        {nomogram.inputs.map((input) => <PatientInput key={input.name} input={input} value={typed[input.name]} error={wrong?.field === input.name ? why(wrong) : null} onChange={(value) => setTyped((before) => ({ ...before, [input.name]: value }))} />)}
        <Risk read={read} />
        {nomogram.warnings.map((warning) => <Text key={warning} size="xs" c="dimmed">{noteText(warning, locale)}</Text>)}
        <Text size="xs" c="dimmed">{t('research')}</Text>
      </Stack>
    </div>
  );
}

interface PatientInputProps {
  readonly input: ModelInput;
  readonly value: number | string | undefined;
  readonly error: string | null;
  readonly onChange: (value: number | string) => void;
}

function PatientInput({ input, value, error, onChange }: PatientInputProps) {
  const t = useWords(analysesWords);
  const local = useLocal();
  const label = `${local(input.label)}${input.measuredIn === null ? '' : `, ${local(unitWords(input.measuredIn))}`}`;
  if (input.kind === 'choice' || input.kind === 'binary') {
    return <Select size="xs" label={label} error={error} placeholder={t('choose')} data={input.levels.map((level) => ({ value: level.code, label: local(level.label) }))} value={value === undefined ? null : String(value)} onChange={(next) => onChange(next ?? '')} />;
  }
  return <NumberInput size="xs" label={label} error={error} value={value ?? ''} step={input.kind === 'score' ? 0.05 : 1} decimalScale={4} onChange={onChange} placeholder={input.minimum === null ? '' : `${decimals(input.minimum, input.kind === 'score' ? 2 : 0)} – ${decimals(input.maximum ?? input.minimum, input.kind === 'score' ? 2 : 0)}`} />;
}

function Risk({ read }: { readonly read: ReturnType<typeof readNomogram> }) {
  const t = useWords(analysesWords);
  const why = useWhy();
  const { locale } = useLocale();
  if (!read.ok) return <Text size="sm" c="dimmed" aria-live="polite">{read.refusal.code === 'value-missing' ? t('fillAll') : why(read.refusal)}</Text>;
  const { probability, lower, upper, level, total, warnings } = read.value;
  const percent = (value: number): string => `${decimals(value * 100, 1)} %`;
  return (
    <div aria-live="polite">
      <Text size="sm">{t('risk')}</Text>
      <Text fw={700} fz={22}>{percent(probability)}</Text>
      <Text size="xs" c="dimmed">{levelText(level)}: {percent(lower)} – {percent(upper)} · {t('totalPoints')} {decimals(total, 0)}</Text>
      {warnings.map((warning) => <Alert key={warning} p={6} mt={4} color="yellow" variant="light"><Text size="xs">{noteText(warning, locale)}</Text></Alert>)}
    </div>
  );
}
