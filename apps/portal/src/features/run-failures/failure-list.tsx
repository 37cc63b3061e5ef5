'use client';
import type { RunFailures, WrongLesion } from '@echocohort/contracts';
import { Text, UnstyledButton } from '@mantine/core';
import { useEffect, type KeyboardEvent, useRef } from 'react';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import styles from './failures.module.css';
import { failuresWords } from './failures.words.ts';

interface ListProps {
  readonly found: RunFailures;
  readonly shown: readonly WrongLesion[];
  readonly chosen: WrongLesion;
  readonly onChoose: (lesion: string) => void;
}

/** The wrong calls, the most wrong first; up and down go through them. */
export function FailureList({ found, shown, chosen, onChoose }: ListProps) {
  const t = useWords(failuresWords);
  const local = useLocal();
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen.lesion]);
  const step = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const next = shown[shown.indexOf(chosen) + by];
    if (by === 0 || next === undefined) return;
    event.preventDefault();
    onChoose(next.lesion);
    list.current?.querySelectorAll<HTMLElement>('button')[shown.indexOf(next)]?.focus();
  };
  return (
    <nav ref={list} className={styles.list} aria-label={t('list')} onKeyDown={step}>
      {shown.map((failure) => (
        <UnstyledButton key={failure.lesion} className={styles.failure} aria-current={failure.lesion === chosen.lesion} onClick={() => onChoose(failure.lesion)}>
          <span className={styles.head}><strong className="mono">{failure.lesion}</strong><span>{t(found.risk ? 'risk' : 'score', { value: failure.score.toFixed(3) })}</span></span>
          <span className={styles.head}><span>{failure.kind === 'false-negative' ? '▼' : '▲'} {t(failure.kind)}</span><span>{t('by', { value: failure.by.toFixed(3) })}</span></span>
          <Text size="xs" c="dimmed" span>{t(failure.set)}{failure.histology ? ` · ${local(failure.histology)}` : ''}</Text>
        </UnstyledButton>
      ))}
      <Text size="xs" c="dimmed" px={4}>{t('keys')}</Text>
    </nav>
  );
}
