'use client';
import { UnstyledButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { StateChip } from '../../../components/data/state-chip.tsx';
import { useWords } from '../../../components/words/locale-provider.tsx';
import type { IntakeFile } from '../intake-files.ts';
import { reviewState } from '../review-state.ts';
import { reviewWords } from '../review.words.ts';
import styles from './review.module.css';

/** All files of the intake in their order, each with where it stands. */
export function ReviewStrip({ files, current, onChoose }: { readonly files: readonly IntakeFile[]; readonly current: number; readonly onChoose: (id: number) => void }) {
  const t = useWords(reviewWords);
  const here = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Newer browsers answer with a promise, which is no clean-up.
    void here.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <nav className={styles.strip} aria-label={t('files')}>
      {files.map((file, index) => (
        <UnstyledButton key={file.id} ref={file.id === current ? here : undefined} className={styles.stripRow} data-current={file.id === current || undefined} aria-current={file.id === current} title={file.name} onClick={() => onChoose(file.id)}>
          <span className={styles.stripName}>{file.slot ?? `#${index + 1}`}</span>
          <StateChip state={`review-${reviewState(file)}`} />
        </UnstyledButton>
      ))}
    </nav>
  );
}
