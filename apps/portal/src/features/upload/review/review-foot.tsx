'use client';
import { Button, Kbd, Text } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconChecks, IconSquareOff, IconX } from '@tabler/icons-react';
import { useWords } from '../../../components/words/locale-provider.tsx';
import type { IntakeFile } from '../intake-files.ts';
import { openTexts, reviewState } from '../review-state.ts';
import { reviewWords } from '../review.words.ts';
import styles from './review.module.css';

export interface ReviewActs {
  readonly approve: () => void;
  readonly approveBatch: () => void;
  readonly reject: () => void;
  readonly undo: () => void;
  readonly draw: () => void;
}

interface ReviewFootProps {
  readonly file: IntakeFile;
  /** Whether the clean picture is on the screen. */
  readonly seen: boolean;
  /** How many files the approval of the layout would reach. */
  readonly batch: number;
  readonly drawing: boolean;
  readonly acts: ReviewActs;
}

/** The acts with their letters; what cannot be done just now says why beside it. */
export function ReviewFoot({ file, seen, batch, drawing, acts }: ReviewFootProps) {
  const t = useWords(reviewWords);
  const state = reviewState(file);
  const open = state === 'to-approve' && seen;
  const settled = state === 'sent' || state === 'held';
  return (
    <footer className={styles.foot}>
      <Button leftSection={<IconCheck size={15} />} rightSection={<Kbd size="xs">A</Kbd>} disabled={!open} onClick={acts.approve}>{t('approve')}</Button>
      <Button variant="light" leftSection={<IconChecks size={15} />} rightSection={<Kbd size="xs">⇧A</Kbd>} disabled={!open || batch < 2} onClick={acts.approveBatch}>{t('approveBatch', { n: Math.max(batch, 1) })}</Button>
      <Button variant="default" leftSection={<IconSquareOff size={15} />} rightSection={<Kbd size="xs">B</Kbd>} disabled={settled || !file.prepared} aria-pressed={drawing} onClick={acts.draw}>{t('drawBox')}</Button>
      <Button variant="default" leftSection={<IconX size={15} />} rightSection={<Kbd size="xs">R</Kbd>} disabled={settled || state === 'rejected'} onClick={acts.reject}>{t('reject')}</Button>
      <Button variant="default" leftSection={<IconArrowBackUp size={15} />} rightSection={<Kbd size="xs">U</Kbd>} disabled={settled || (file.verdict === null && file.drawn.length === 0)} onClick={acts.undo}>{t('undo')}</Button>
      <Text size="sm" role="status" className={styles.why} data-testid="review-standing">{t(`whyNot_${state}`, { n: openTexts(file).length })}</Text>
      <Text size="xs" c="dimmed" className={styles.keyList}>{t('keyList')}</Text>
    </footer>
  );
}
