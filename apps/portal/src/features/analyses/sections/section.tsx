'use client';
import type { ReactNode } from 'react';
import { Text } from '@mantine/core';
import { PanelBox } from '../../../components/data/panel-box.tsx';
import { StateChip } from '../../../components/data/state-chip.tsx';
import { useWords } from '../../../components/words/locale-provider.tsx';
import { analysesWords } from '../analyses.words.ts';
import { useWhy } from '../number-cell.tsx';

type Outcome<T> = { readonly status: 'done'; readonly value: T } | { readonly status: 'refused'; readonly refusal: { readonly code: string; readonly detail: string } };

/** One analysis: its result, or in words why there is none. */
export function Section<T>({ id, title, of, children }: { readonly id: string; readonly title: string; readonly of: Outcome<T>; readonly children: (value: T) => ReactNode }) {
  return (
    <div id={id} style={{ scrollMarginTop: 8 }}>
      <PanelBox title={title}>{of.status === 'done' ? children(of.value) : <Refusal code={of.refusal.code} detail={of.refusal.detail} />}</PanelBox>
    </div>
  );
}

/** Why something is not there. */
export function Refusal({ code, detail }: { readonly code: string; readonly detail: string }) {
  const t = useWords(analysesWords);
  const why = useWhy();
  const sealed = code === 'outcomes-sealed';
  return <Text size="sm" c="dimmed" component="div"><StateChip state={sealed ? 'sealed' : 'information'} /> {sealed ? t('sealed') : t('refused')}: {why({ code, detail })} <span className="mono">{code}</span></Text>;
}
