'use client';
import type { Opinion, OpinionModelDetail } from '@echocohort/contracts';
import { Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { PanelBox } from '../../components/data/panel-box.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { opinionWords } from './opinion.words.ts';
import styles from './second-opinion.module.css';

/** How the bundle's record says it; bundles keep their words in English. */
const TOO_FEW = /^The internal set has (\d+) malignant and (\d+) benign lesions; (\d+) of each are needed\.$/;
const percent = (share: number): string => (100 * share).toFixed(0);

/** The number, where it stands to the cut-off, what it meant before, and what limits it. */
export function OpinionResult({ opinion, detail }: { readonly opinion: Opinion; readonly detail: OpinionModelDetail }) {
  const t = useWords(opinionWords);
  const { decision, risk, score, milliseconds } = opinion;
  const { value, cutOff, call } = decision;
  return (
    <PanelBox title={t('result')} aside={<Text size="xs" c="dimmed">{t('ms', { n: milliseconds })}</Text>}>
      <Stack gap={6}>
        <div className={styles.number}><span>{t(decision.by === 'risk' ? 'riskOf' : 'scoreOf')}</span><strong data-testid="opinion-value">{value.toFixed(3)}</strong></div>
        <Scale value={value} cutOff={cutOff} />
        <Text size="sm" fw={600}>{cutOff === null || call === null ? t('noCutOff') : t(call === 'below' ? 'below' : 'above', { cutOff: cutOff.toFixed(3) })}</Text>
        {risk === null ? null : <Text size="xs" c="dimmed">{t('innerScore', { value: score.toFixed(3) })}</Text>}
        <Text size="xs" c="dimmed">{t('cutOffIs')}</Text>
        <Interval opinion={opinion} />
        {opinion.warnings.map((warning) => (
          <Text key={warning} size="xs" className={styles.warning}><IconAlertTriangle size={13} aria-hidden />{t(warning, { n: detail.picturesPerLesion, outlined: detail.regions.outlined, central: detail.regions.central, k: opinion.replacedFactors.length })}</Text>
        ))}
      </Stack>
    </PanelBox>
  );
}

function Interval({ opinion: { interval } }: { readonly opinion: Opinion }) {
  const t = useWords(opinionWords);
  const few = interval.method === 'none' ? TOO_FEW.exec(interval.reason) : null;
  if (interval.method === 'none') return <Text size="xs"><strong>{t('noInterval')}</strong>: {few ? t('noIntervalFew', { m: few[1] ?? '', b: few[2] ?? '', k: few[3] ?? '' }) : interval.reason}</Text>;
  const { probability, lower, upper, level, lesions, malignant } = interval;
  return (
    <div>
      <Text size="sm">{t('interval', { value: percent(probability), level: percent(level), lower: percent(lower), upper: percent(upper) })}</Text>
      <Text size="xs" c="dimmed">{t('intervalHow', { n: lesions, m: malignant })}</Text>
    </div>
  );
}

/** The value on a line from 0 to 1 with the cut-off; position and words say the same. */
function Scale({ value, cutOff }: { readonly value: number; readonly cutOff: number | null }) {
  const t = useWords(opinionWords);
  const place = (share: number): string => `${Math.min(100, Math.max(0, 100 * share))}%`;
  return (
    <div className={styles.scale} role="img" aria-label={t('scale', { value: value.toFixed(3), cutOff: cutOff === null ? t('unknown') : cutOff.toFixed(3) })}>
      {cutOff === null ? null : <span className={styles.cutOff} style={{ left: place(cutOff) }} />}
      <span className={styles.value} style={{ left: place(value) }} />
    </div>
  );
}
