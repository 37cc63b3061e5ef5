'use client';
import { Modal } from '@mantine/core';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useStudy } from '../../components/data/use-study.ts';
import { IntakeContext, type IntakeWish } from '../../components/intake/intake-context.tsx';
import { useCaseBoard } from '../../components/record/use-case-board.ts';
import { useMe } from '../../components/session/me-context.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import { IntakePanel } from './intake-panel.tsx';
import { useFileDrop } from './use-file-drop.ts';
import styles from './upload.module.css';
import { uploadWords } from './upload.words.ts';

const ANY: IntakeWish = { slot: null, supersedes: null };

/** Lets files be dropped anywhere on a case's page, and opens the intake over it. */
export function CaseIntake({ caseId, children }: { readonly caseId: string; readonly children: ReactNode }) {
  const { may } = useMe();
  return may('image.upload') ? <OpenIntake caseId={caseId}>{children}</OpenIntake> : children;
}

function OpenIntake({ caseId, children }: { readonly caseId: string; readonly children: ReactNode }) {
  const t = useWords(uploadWords);
  const { data: board } = useCaseBoard(caseId);
  const { data: study } = useStudy();
  const [wish, setWish] = useState<IntakeWish | null>(null);
  const [dropped, setDropped] = useState<readonly File[]>([]);
  const open = useCallback((next: IntakeWish) => setWish(next), []);
  const locked = board?.state === 'locked';
  const over = useFileDrop((files) => {
    if (locked) return;
    setDropped(files);
    setWish((now) => now ?? ANY);
  });
  const close = () => {
    setWish(null);
    setDropped([]);
  };
  const value = useMemo(() => open, [open]);
  return (
    <IntakeContext.Provider value={value}>
      {children}
      {over && board && !locked ? <div className={styles.over}>{t('dropFor', { code: board.code })}</div> : null}
      {board && study ? (
        <Modal opened={wish !== null} onClose={close} size={1080} title={t('forCase', { code: board.code })} closeOnClickOutside={false} closeOnEscape={false} zIndex={300}>
          {wish ? <IntakePanel board={board} study={study} dropped={dropped} slot={wish.slot} onClose={close} /> : null}
        </Modal>
      ) : null}
    </IntakeContext.Provider>
  );
}
