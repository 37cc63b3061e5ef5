'use client';
import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import styles from './analyses.module.css';
import { analysesWords } from './analyses.words.ts';
import { copiedTable } from './copy-text.ts';

/** One cell: what is copied, and what is shown where that is more than text. */
export interface ResultCell {
  readonly text: string;
  readonly node?: ReactNode;
}

export const cell = (text: string | number, node?: ReactNode): ResultCell => ({ text: String(text), node });

interface ResultTableProps {
  readonly head: readonly (string | ResultCell)[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ResultCell[] }[];
  /** Columns of text at the left; the others are numbers. */
  readonly texts?: number;
}

/** A text of so few characters stays in one line: a model's name would break at its hyphen. */
const MOST_SHORT = 14;

/** A table that copies whole into Word and Excel. */
export function ResultTable({ head, rows, texts = 1 }: ResultTableProps) {
  const t = useWords(analysesWords);
  const toast = useToast();
  const copy = async () => {
    const { text, html } = copiedTable(head.map((each) => (typeof each === 'string' ? each : each.text)), rows.map(({ cells }) => cells.map((each) => each.text)));
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': new Blob([text], { type: 'text/plain' }), 'text/html': new Blob([html], { type: 'text/html' }) })]);
    toast(t('copied'));
  };
  return (
    <div>
      <div className={styles.scroll} tabIndex={0}>
        <table className={styles.table}>
          <thead><tr>{head.map((each, index) => <th key={index} scope="col" data-number={index >= texts}>{typeof each === 'string' ? each : (each.node ?? each.text)}</th>)}</tr></thead>
          <tbody>{rows.map(({ key, cells }) => <tr key={key}>{cells.map((each, index) => <td key={index} data-number={index >= texts} data-short={each.text.length <= MOST_SHORT}>{each.node ?? each.text}</td>)}</tr>)}</tbody>
        </table>
      </div>
      <Button variant="subtle" size="compact-xs" mt={4} leftSection={<IconCopy size={13} />} onClick={() => void copy()}>{t('copy')}</Button>
    </div>
  );
}
