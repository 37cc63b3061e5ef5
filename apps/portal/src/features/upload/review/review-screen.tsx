'use client';
import { Modal } from '@mantine/core';
import { DarkFrame } from '../../../components/shell/dark-frame.tsx';
import { useWords } from '../../../components/words/locale-provider.tsx';
import { reviewWords } from '../review.words.ts';
import type { Intake } from '../use-intake-files.ts';
import { ReviewDesk } from './review-desk.tsx';

interface ReviewScreenProps {
  readonly intake: Intake;
  /** Files in the order of the list. */
  readonly order: readonly number[];
  /** The file that it opens with; null keeps it shut. */
  readonly start: number | null;
  readonly onClose: () => void;
}

/** The review covers the page: pictures need the room, and the keys belong to it alone. */
export function ReviewScreen({ intake, order, start, onClose }: ReviewScreenProps) {
  const t = useWords(reviewWords);
  return (
    <Modal opened={start !== null} onClose={onClose} fullScreen withCloseButton={false} closeOnEscape={false} zIndex={400} padding={0} aria-label={t('title')} transitionProps={{ duration: 0 }}>
      {start === null ? null : <DarkFrame><ReviewDesk intake={intake} order={order} start={start} onClose={onClose} /></DarkFrame>}
    </Modal>
  );
}
