'use client';
import { refusalText, type AnalysisEstimate, type IdSet, type RefusedNumber } from '@echocohort/analyses';
import { estimateText } from '@echocohort/figures';
import { Tooltip, UnstyledButton } from '@mantine/core';
import { useLocale, useWords } from '../../components/words/locale-provider.tsx';
import { useShowIds } from './ids-drawer.tsx';
import styles from './analyses.module.css';
import { analysesWords } from './analyses.words.ts';
import { shownNumber, sourceLines, type NumberSource, type ShownNumber } from './shown-number.ts';

/** A number of a result: the tooltip says how it was made, a click lists the rows behind it. */
export function NumberView({ number }: { readonly number: ShownNumber }) {
  const t = useWords(analysesWords);
  const { locale } = useLocale();
  const show = useShowIds();
  const { text, ids } = number;
  const lines = sourceLines(number, locale);
  return (
    <Tooltip label={lines.map((line) => <div key={line}>{line}</div>)} multiline maw={420} events={{ hover: true, focus: true, touch: true }}>
      <UnstyledButton className={styles.number} fz="inherit" onClick={() => show(ids)} aria-label={`${text}. ${lines.join('. ')}. ${ids.length === 0 ? '' : t('showIds')}`}><Breakable text={text} /></UnstyledButton>
    </Tooltip>
  );
}

/** A number and the bracket after it, each whole. */
function Breakable({ text }: { readonly text: string }) {
  const at = text.indexOf(' (');
  return at < 0 ? <span className={styles.whole}>{text}</span> : <><span className={styles.whole}>{text.slice(0, at)}</span> <span className={styles.whole}>{text.slice(at + 1)}</span></>;
}

/** A number by its text and source. */
export function Sourced({ text, of, ids }: { readonly text: string | number; readonly of: NumberSource; readonly ids?: readonly (string | IdSet)[] }) {
  return <NumberView number={shownNumber(text, of, ids)} />;
}

/** An estimate with its interval. */
export function Estimate({ of, places = 3 }: { readonly of: AnalysisEstimate; readonly places?: number }) {
  const { locale } = useLocale();
  return <Sourced text={estimateText(of, places, locale)} of={of} />;
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
