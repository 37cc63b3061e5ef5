'use client';
import { stateToken, TONES, type Tone } from '../theme/state-tokens.ts';
import { useLocal } from '../words/locale-provider.tsx';
import styles from './state-chip.module.css';

/** Icon, word and colour of a state: never one without the others. */
export function StateChip({ state, count, tone }: { readonly state: string; readonly count?: number; readonly tone?: Tone }) {
  const local = useLocal();
  const token = stateToken(state);
  const { icon: Icon, colour } = TONES[tone ?? token.tone];
  return (
    <span className={styles.chip} style={{ color: colour }}>
      <Icon size={token.tone === 'needs-you' && !tone ? 8 : 13} stroke={2.4} aria-hidden />
      <span>{local(token.word)}</span>
      {count === undefined ? null : <span className={styles.count}>{count}</span>}
    </span>
  );
}
