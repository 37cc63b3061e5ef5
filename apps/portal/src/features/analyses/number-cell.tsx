'use client';
import { methodName, noteText, refusalText, type AnalysisEstimate, type RefusedNumber } from '@echocohort/analyses';
import { estimateText, levelText } from '@echocohort/figures';
import { Tooltip, UnstyledButton } from '@mantine/core';
import { useLocale, useWords } from '../../components/words/locale-provider.tsx';
import { useShowIds } from './ids-drawer.tsx';
import styles from './analyses.module.css';
import { analysesWords } from './analyses.words.ts';

/** An estimate with its interval; the tooltip says how it was made, a click lists the rows behind it. */
export function Estimate({ of, places = 3 }: { readonly of: AnalysisEstimate; readonly places?: number }) {
  const t = useWords(analysesWords);
  const { locale } = useLocale();
  const show = useShowIds();
  const { ids } = of;
  const lines = [
    `${methodName(of.method, locale)} · ${of.reference}`,
    `${t('tipN', { n: of.n, unit: t(`unit_${of.unit}`) })}${of.events === null ? '' : ` · ${t('tipEvents', { n: of.events })}`}${of.dropped > 0 ? ` · ${t('tipDropped', { n: of.dropped })}` : ''}`,
    ...(of.intervalMethod === null || of.level === null ? [] : [t('tipInterval', { level: levelText(of.level), method: methodName(of.intervalMethod, locale) })]),
    ...(of.refusal ? [refusalText(of.refusal, locale)] : []),
    ...of.warnings.map((warning) => noteText(warning, locale)),
    of.source.join(', '),
  ];
  const text = estimateText(of, places, locale);
  return (
    <Tooltip label={lines.map((line) => <div key={line}>{line}</div>)} multiline maw={420} events={{ hover: true, focus: true, touch: true }}>
      <UnstyledButton className={styles.number} fz="inherit" onClick={() => (ids === null ? undefined : show(ids))} aria-label={`${text}. ${lines.join('. ')}. ${ids === null ? '' : t('showIds')}`}>{text}</UnstyledButton>
    </Tooltip>
  );
}

/** Why a number is missing, in the reader's language. */
export function useWhy(): (refusal: RefusedNumber) => string {
  const { locale } = useLocale();
  return (refusal) => refusalText(refusal, locale);
}

/** Where a number cannot be given: in short, with the whole reason on pointing or focus. */
export function NoNumber({ because }: { readonly because: string }) {
  const t = useWords(analysesWords);
  return <Tooltip label={because} multiline maw={420} events={{ hover: true, focus: true, touch: true }}><span className={styles.number} tabIndex={0} aria-label={because}>{t('notEstimable')}</span></Tooltip>;
}

/** A count that lists its rows when it is clicked. */
export function Count({ value, ids }: { readonly value: number | string; readonly ids: string }) {
  const t = useWords(analysesWords);
  const show = useShowIds();
  return <UnstyledButton className={styles.number} fz="inherit" onClick={() => show(ids)} aria-label={`${value}. ${t('showIds')}`}>{value}</UnstyledButton>;
}
