'use client';
import { needsRecords, noteText, readNomogram, type AnalysisReport, type ModelInput, type NomogramReading, type NomogramResult } from '@echocohort/analyses';
import { decimals, levelText, nomogramChart, tickText } from '@echocohort/figures';
import { unitWords } from '@echocohort/kernel';
import { Alert, NumberInput, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { useLocal, useLocale, useWords } from '../../../components/words/locale-provider.tsx';
import styles from '../analyses.module.css';
import { analysesWords } from '../analyses.words.ts';
import { ProblemNote } from '../../../components/api/problem-note.tsx';
import { pointsSource, riskSource } from '../curve-sources.ts';
import { FigureNumbers } from '../figure-numbers.tsx';
import { Sourced, useWhy } from '../number-cell.tsx';
import { useReadRisk } from '../read-risk.request.ts';
import { ReportChart } from '../report-chart.tsx';
import { cell, ResultTable } from '../result-table.tsx';

type Typed = Readonly<Record<string, number | string>>;

/** The nomogram, and a patient typed into it: the risk comes from the equation, not from reading an axis. */
export function NomogramSection({ nomogram, report, analysisId }: { readonly nomogram: NomogramResult; readonly report: AnalysisReport; readonly analysisId: string }) {
  const t = useWords(analysesWords);
  const { locale } = useLocale();
  const chart = useMemo(() => nomogramChart(nomogram, locale), [nomogram, locale]);
  const [typed, setTyped] = useState<Typed>({});
  const why = useWhy();
  const read = readNomogram(nomogram, typed);
  const wrong = read.ok || read.refusal.code === 'value-missing' ? null : read.refusal;
  return (
    <div className={styles.nomogram}>
      <div><ReportChart chart={chart} /><FigureNumbers>{() => <PointsTable nomogram={nomogram} />}</FigureNumbers></div>
      <Stack gap="xs">
        <Text fw={600} size="sm">{t('typePatient')}</Text>
        {nomogram.inputs.map((input) => <PatientInput key={input.name} input={input} value={typed[input.name]} error={wrong?.field === input.name ? why(wrong) : null} onChange={(value) => setTyped((before) => ({ ...before, [input.name]: value }))} />)}
        {read.ok ? <Risk read={read.value} typed={typed} nomogram={nomogram} penalised={needsRecords(report)} analysisId={analysisId} /> : <Text size="sm" c="dimmed" aria-live="polite">{read.refusal.code === 'value-missing' ? t('fillAll') : why(read.refusal)}</Text>}
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

interface RiskProps {
  readonly read: NomogramReading;
  readonly typed: Typed;
  readonly nomogram: NomogramResult;
  /** Firth's fit: its interval comes from the service, which has the records. */
  readonly penalised: boolean;
  readonly analysisId: string;
}

const SETTLED_MS = 400;

function Risk({ read, typed, nomogram, penalised, analysisId }: RiskProps) {
  const t = useWords(analysesWords);
  const local = useLocal();
  const { locale } = useLocale();
  const [settled] = useDebouncedValue(typed, SETTLED_MS);
  const exact = useReadRisk(analysisId, settled, penalised && settled === typed);
  const { probability, level, total, points, warnings } = read;
  const limits = penalised ? (settled === typed ? exact.data : undefined) : read;
  const percent = (value: number): string => `${decimals(value * 100, 1)} %`;
  const of = riskSource(nomogram, penalised, level);
  const point = (text: string) => <Sourced text={text} of={pointsSource(nomogram)} />;
  return (
    <div aria-live="polite">
      <Text size="sm">{t('risk')}</Text>
      <Text fw={700} fz={22} component="div"><Sourced text={percent(probability)} of={of} /></Text>
      <Text size="xs" c="dimmed" component="div">
        {limits === undefined ? (exact.error ? null : t('readingInterval')) : <>{levelText(level)}: <Sourced text={`${percent(limits.lower)} – ${percent(limits.upper)}`} of={of} /></>} · {t('totalPoints')} {point(decimals(total, 0))}
      </Text>
      {exact.error ? <ProblemNote error={exact.error} onRetry={() => void exact.refetch()} /> : null}
      <Text size="xs" c="dimmed" component="div">{nomogram.inputs.map(({ name, label }) => <div key={name}>{local(label)}: {point(decimals(points[name] ?? 0, 0))}</div>)}</Text>
      <Text size="xs" c="dimmed">{t(penalised ? 'penalisedWhy' : 'waldWhy')}</Text>
      {warnings.map((warning) => <Alert key={warning} p={6} mt={4} color="yellow" variant="light"><Text size="xs">{noteText(warning, locale)}</Text></Alert>)}
    </div>
  );
}

/** The points of every tick of the axes. */
function PointsTable({ nomogram }: { readonly nomogram: NomogramResult }) {
  const t = useWords(analysesWords);
  const local = useLocal();
  const { locale } = useLocale();
  return (
    <ResultTable
      texts={2} head={[t('factor'), t('value'), t('points')]}
      rows={nomogram.axes.flatMap(({ input, label, ticks }) => ticks.map((tick, at) => ({ key: `${input} ${at}`, cells: [cell(at === 0 ? local(label) : ''), cell(tickText(tick, locale)), cell(decimals(tick.points, 1), <Sourced text={decimals(tick.points, 1)} of={pointsSource(nomogram)} />)] })))}
    />
  );
}
