'use client';
import type { CaseBoard, StudyView } from '@echocohort/contracts';
import { Alert, Button } from '@mantine/core';
import { IconLock, IconPhotoPlus, IconPlus } from '@tabler/icons-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Digest } from '../../components/data/digest.tsx';
import { PageTitle } from '../../components/data/page-title.tsx';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useStudy } from '../../components/data/use-study.ts';
import { useIntake } from '../../components/intake/intake-context.tsx';
import { useCaseBoard } from '../../components/record/use-case-board.ts';
import { useRefreshCase } from '../../components/record/use-refresh-case.ts';
import { WithdrawSubject } from '../../components/record/withdraw-subject.tsx';
import { useMe } from '../../components/session/me-context.tsx';
import { useToast } from '../../components/shell/toasts.tsx';
import { useWords } from '../../components/words/locale-provider.tsx';
import styles from './board.module.css';
import { boardWords } from './board.words.ts';
import { Blockers } from './blockers.tsx';
import { groupBlockers } from './group-blockers.ts';
import { BoardTabs } from './board-tabs.tsx';
import { useOpenLesion } from './open-lesion.request.ts';
import { SlotDrawer } from './slot-drawer.tsx';
import { SlotGroups } from './slot-groups.tsx';

/** One lesion: its images in protocol order, what is missing in words, and everything that belongs to it. */
export function BoardScreen({ caseId }: { readonly caseId: string }) {
  const { data: board, error, refetch } = useCaseBoard(caseId);
  const study = useStudy();
  if (error && !board) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (study.error) return <ProblemNote error={study.error} onRetry={() => void study.refetch()} />;
  if (!board || !study.data) return <RowSkeletons rows={6} height={90} />;
  return (
    <>
      <BoardHead board={board} study={study.data} />
      <div className={styles.columns}>
        <div className={styles.pictures}>
          <Blockers board={board} study={study.data} />
          <SlotGroups board={board} study={study.data} />
        </div>
        <BoardTabs board={board} study={study.data} />
      </div>
      <SlotDrawer board={board} study={study.data} />
    </>
  );
}

function BoardHead({ board, study }: { readonly board: CaseBoard; readonly study: StudyView }) {
  const t = useWords(boardWords);
  const { may } = useMe();
  const openIntake = useIntake();
  const refresh = useRefreshCase(board.caseId);
  const locked = board.state === 'locked';
  const blocked = board.blockers.length > 0 ? t('blocked', { n: groupBlockers(board, study.forms).length }) : t('unblocked');
  return (
    <>
      <PageTitle
        title={<>{board.code}<span className={styles.sentence}> {t('images', { filled: board.slotsFilled, required: board.slotsRequired })} · {blocked}</span></>}
        lead={
          <>
            <StateChip state={board.state} />
            <Digest value={board.code} ends={20} />
            <span>{t('protocol', { v: board.protocolVersion })}</span>
            {board.scanDate ? <span>{t('scanDate')} {board.scanDate}</span> : null}
            <Siblings board={board} />
          </>
        }
      >
        {openIntake && !locked ? <Button leftSection={<IconPhotoPlus size={15} />} onClick={() => openIntake({ slot: null, supersedes: null })}>{t('addImages')}</Button> : null}
        {may('case.open') && board.state !== 'withdrawn' ? <WithdrawSubject subjectId={board.subjectId} onDone={refresh} /> : null}
        {may('case.open') ? <FurtherLesion subjectId={board.subjectId} /> : null}
      </PageTitle>
      {locked ? <Alert mb="md" p="sm" color="gray" variant="light" icon={<IconLock size={16} />}>{t('lockedNote')}</Alert> : null}
    </>
  );
}

function Siblings({ board }: { readonly board: CaseBoard }) {
  const t = useWords(boardWords);
  const others = board.siblings.filter((sibling) => sibling.caseId !== board.caseId);
  if (others.length === 0) return null;
  return <span>{t('otherLesions')}: {others.map((sibling) => <Link key={sibling.caseId} href={`/cases/${sibling.caseId}`} style={{ marginRight: 8 }}>{sibling.code}</Link>)}</span>;
}

function FurtherLesion({ subjectId }: { readonly subjectId: string }) {
  const t = useWords(boardWords);
  const router = useRouter();
  const toast = useToast();
  const open = useOpenLesion();
  const go = () => open.mutate(subjectId, { onSuccess: (opened) => { toast(t('opened', { code: opened.code })); router.push(`/cases/${opened.caseId}`); } });
  return (
    <>
      <Button variant="default" leftSection={<IconPlus size={15} />} loading={open.isPending} onClick={go}>{t('openLesion')}</Button>
      {open.error ? <ProblemNote error={open.error} /> : null}
    </>
  );
}
