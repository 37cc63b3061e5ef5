'use client';
import { Tooltip } from '@mantine/core';
import { intervalText } from '../../../components/data/figures.ts';
import { useWords } from '../../../components/words/locale-provider.tsx';
import { foldsWords } from './folds.words.ts';
import { barPlace } from './mean-text.ts';

const [WIDTH, HEIGHT, EDGE] = [180, 16, 6];

/** An AUC and its interval as a bar on an axis from 0.5 to 1, so that rows under each other can be compared by eye. */
export function IntervalBar({ auc, lower, upper, strong }: { readonly auc: number; readonly lower: number | null; readonly upper: number | null; readonly strong?: boolean }) {
  const t = useWords(foldsWords);
  const place = barPlace(auc, lower, upper);
  const x = (share: number): number => EDGE + share * (WIDTH - 2 * EDGE);
  const colour = strong ? '#0a5761' : '#4f9fa8';
  const words = `AUC ${intervalText(auc, lower, upper)} · ${t('axis')}${place.cut ? ` · ${t('below')}` : ''}`;
  return (
    <Tooltip label={words}>
      <svg width={WIDTH} height={HEIGHT} role="img" aria-label={words}>
        {[0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => <line key={share} x1={x(share)} x2={x(share)} y1={1} y2={HEIGHT - 1} stroke="var(--ec-line)" />)}
        <line x1={x(place.from)} x2={x(place.to)} y1={HEIGHT / 2} y2={HEIGHT / 2} stroke={colour} strokeWidth={2} />
        {place.cut ? <path d={`M${EDGE} ${HEIGHT / 2}l5 -4v8z`} fill={colour} /> : null}
        {strong ? <path d={`M${x(place.at)} 2l6 6l-6 6l-6 -6z`} fill={colour} /> : <circle cx={x(place.at)} cy={HEIGHT / 2} r={4} fill={colour} />}
      </svg>
    </Tooltip>
  );
}
