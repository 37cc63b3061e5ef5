'use client';
import { useWords } from '../../components/words/locale-provider.tsx';
import styles from './panel.module.css';
import { panelWords } from './panel.words.ts';

interface FootProps {
  readonly index: number;
  readonly waiting: number | null;
  readonly pace: number | null;
  readonly next: 'last' | 'nextLoaded' | 'loadingNext';
}

/** The last line: where one is, how fast, and whether the next case is there. */
export function ScreenFoot({ index, waiting, pace, next }: FootProps) {
  const t = useWords(panelWords);
  const parts = [waiting === null ? null : index < 0 ? t('outside') : t('of', { at: index + 1, of: waiting }), pace === null ? null : t('pace', { n: pace }), t(next)];
  return <footer className={styles.foot}>{parts.filter((part) => part !== null).join(' · ')}</footer>;
}
