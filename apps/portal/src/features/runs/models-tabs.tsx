'use client';
import Link from 'next/link';
import { useWords } from '../../components/words/locale-provider.tsx';
import styles from './runs.module.css';
import { runsWords } from './runs.words.ts';

const TABS = [
  ['runs', '/runs'],
  ['crossValidations', '/cross-validations'],
  ['queue', '/queue'],
] as const;

/** The three lists about models, each with an address of its own. */
export function ModelsTabs({ here }: { readonly here: (typeof TABS)[number][0] }) {
  const t = useWords(runsWords);
  return (
    <nav className={styles.tabs} aria-label={t('loading')}>
      {TABS.map(([key, href]) => <Link key={key} href={href} aria-current={key === here ? 'page' : undefined}>{t(key)}</Link>)}
    </nav>
  );
}
