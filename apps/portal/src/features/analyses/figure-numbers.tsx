'use client';
import { useState, type ReactNode } from 'react';
import { useWords } from '../../components/words/locale-provider.tsx';
import styles from './analyses.module.css';
import { analysesWords } from './analyses.words.ts';

/** The numbers of a figure as a table, for those who cannot point at it; made when it is opened. */
export function FigureNumbers({ children }: { readonly children: () => ReactNode }) {
  const t = useWords(analysesWords);
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.numbers} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('numbers')}</summary>
      {open ? children() : null}
    </details>
  );
}
