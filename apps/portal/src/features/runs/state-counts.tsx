'use client';
import Link from 'next/link';
import { StateChip } from '../../components/data/state-chip.tsx';
import styles from './runs.module.css';

interface StateCountsProps {
  readonly path: string;
  readonly here: string | null;
  readonly all: { readonly word: string; readonly n: number };
  readonly counts: readonly (readonly [string, number])[];
}

/** How many there are in each state; every count leads to its list, and the state that is shown stands out. */
export function StateCounts({ path, here, all, counts }: StateCountsProps) {
  return (
    <span className={styles.counts}>
      <Link href={path} aria-current={here === null ? 'true' : undefined}>{all.word} {all.n}</Link>
      {counts.filter(([state, n]) => n > 0 || state === here).map(([state, n]) => (
        <Link key={state} href={`${path}?state=${state}`} aria-current={state === here ? 'true' : undefined}><StateChip state={state} count={n} /></Link>
      ))}
    </span>
  );
}
