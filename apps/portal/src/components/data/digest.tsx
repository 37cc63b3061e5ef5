'use client';
import { CopyButton, Tooltip, UnstyledButton } from '@mantine/core';
import { useWords } from '../words/locale-provider.tsx';
import { dataWords } from './data.words.ts';

/** A long text shortened in the middle: enough of both ends to compare by eye. */
export const shortened = (text: string, ends = 8): string => (text.length <= ends * 2 + 1 ? text : `${text.slice(0, ends)}…${text.slice(-ends)}`);

/** A digest or id in mono, shortened in the middle, copied on click. */
export function Digest({ value, ends = 8 }: { readonly value: string; readonly ends?: number }) {
  const t = useWords(dataWords);
  return (
    <CopyButton value={value} timeout={1500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('copied') : `${value} · ${t('copy')}`}>
          <UnstyledButton className="mono" onClick={copy} aria-label={`${value} · ${t('copy')}`}>{shortened(value, ends)}</UnstyledButton>
        </Tooltip>
      )}
    </CopyButton>
  );
}
