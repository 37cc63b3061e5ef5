'use client';
import type { CaseBoard, StudyView } from '@echocohort/contracts';
import { Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { sizeText } from '../../components/data/figures.ts';
import { RowSkeletons } from '../../components/data/row-skeletons.tsx';
import { useCentreKey, useKeepKey } from '../../components/keys/use-centre-key.ts';
import { useWords } from '../../components/words/locale-provider.tsx';
import { ChooseFiles } from './choose-files.tsx';
import { inListOrder, IntakeTable } from './intake-table.tsx';
import type { IntakeFile } from './intake-files.ts';
import { KeyStep } from './key-step.tsx';
import { LARGEST_BYTES } from './limits.ts';
import { OutlineScreen } from './outline/outline-screen.tsx';
import { ReviewScreen } from './review/review-screen.tsx';
import { SendLine } from './send-line.tsx';
import { useIntakeFiles } from './use-intake-files.ts';
import { uploadWords } from './upload.words.ts';

interface IntakePanelProps {
  readonly board: CaseBoard;
  readonly study: StudyView;
  /** Files that were dropped elsewhere on the page; a new list is taken over once. */
  readonly dropped: readonly File[];
  /** The slot that the first of them is for, when the person came from a slot. */
  readonly slot: string | null;
  readonly onClose?: () => void;
}

/** From files on the disk to receipts: key, table, review, sending. */
export function IntakePanel({ board, study, dropped, slot, onClose }: IntakePanelProps) {
  const t = useWords(uploadWords);
  const { data: held, isPending } = useCentreKey(board.centre);
  const { forget } = useKeepKey();
  const intake = useIntakeFiles(board, study, held?.key ?? null);
  const [reviewed, setReviewed] = useState<number | null>(null);
  const [outlined, setOutlined] = useState<IntakeFile | null>(null);
  const taken = useRef<readonly File[]>([]);
  const { add } = intake;
  useEffect(() => {
    if (!held || dropped === taken.current || dropped.length === 0) return;
    taken.current = dropped;
    add(dropped, slot);
  }, [held, dropped, slot, add]);
  if (isPending) return <RowSkeletons rows={3} />;
  if (!held) return <KeyStep centre={board.centre} />;
  const order = inListOrder(intake.files, study).map(({ id }) => id);
  const preparing = intake.files.filter((file) => file.status === 'reading').length;
  return (
    <Stack gap="md">
      <ChooseFiles compact={intake.files.length > 0} onFiles={(files) => add(files, intake.files.length === 0 ? slot : null)} />
      {intake.files.length > 0 ? <IntakeTable intake={intake} board={board} study={study} onReview={(file) => setReviewed(file.id)} onOutline={setOutlined} /> : null}
      {preparing > 0 ? <Text size="xs" role="status">{t('preparing', { done: intake.files.length - preparing, total: intake.files.length })}</Text> : null}
      <SendLine intake={intake} study={study} onReview={() => setReviewed(order.find((id) => intake.files.some((file) => file.id === id && file.prepared !== null && file.verdict === null && file.status !== 'stored')) ?? null)} onClose={onClose} />
      <Group gap="sm" justify="space-between" wrap="nowrap">
        <Text size="xs" c="dimmed">{t('keyHeld', { centre: board.centre, fingerprint: held.fingerprint })} {t('limit', { size: sizeText(LARGEST_BYTES) })}</Text>
        <UnstyledButton className="link-button" style={{ fontSize: 12, flex: 'none' }} onClick={() => void forget(board.centre)}>{t('keyForget')}</UnstyledButton>
      </Group>
      <ReviewScreen intake={intake} order={order} start={reviewed} onClose={() => setReviewed(null)} />
      <OutlineScreen file={outlined} centre={board.centre} intake={intake} onClose={() => setOutlined(null)} />
    </Stack>
  );
}
