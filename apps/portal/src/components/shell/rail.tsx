'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useMe } from '../session/me-context.tsx';
import { useWords } from '../words/locale-provider.tsx';
import { pagesFor } from './pages.ts';
import styles from './shell.module.css';
import { shellWords } from './shell.words.ts';

/** The left rail: only what this person may open. */
export function Rail() {
  const t = useWords(shellWords);
  const { me } = useMe();
  const path = usePathname();
  return (
    <nav className={styles.rail} aria-label={t('goTo')}>
      <Link href="/" className={styles.brand}>
        <BrandMark />
        <span>{t('product')}</span>
      </Link>
      {pagesFor(me.permissions).map(({ key, href, also = [], icon: Icon }) => {
        const here = [href, ...also].some((address) => path === address || path.startsWith(`${address}/`));
        return (
          <Link key={key} href={href} className={styles.entry} aria-current={here ? 'page' : undefined}>
            <Icon size={17} stroke={1.7} aria-hidden />
            <span>{t(key)}</span>
          </Link>
        );
      })}
    </nav>
  );
}

/** A sector with its depth lines: what every ultrasound picture looks like. */
function BrandMark() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden>
      <path d="M8 3h4l6 11a11 11 0 0 1-16 0z" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" />
      <path d="M6.2 8.6a7 7 0 0 0 7.6 0" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
      <circle cx="10" cy="12.6" r="1.5" fill="currentColor" />
    </svg>
  );
}
