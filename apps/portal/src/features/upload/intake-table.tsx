'use client';
import type { CaseBoard, StudyView } from '@echocohort/contracts';
import { ActionIcon, NativeSelect, Progress, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { memo } from 'react';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { claimedTwice, type SlotVerdict } from './check-intake.ts';
import { FileRemarks } from './file-remarks.tsx';
import type { IntakeChange, IntakeFile } from './intake-files.ts';
import { reviewState } from './review-state.ts';
import { HELD_FOR_TEMPLATE, type Intake } from './use-intake-files.ts';
import styles from './upload.module.css';
import { uploadWords } from './upload.words.ts';

interface TableProps {
  readonly intake: Intake;
  readonly board: CaseBoard;
  readonly study: StudyView;
  readonly onReview: (file: IntakeFile) => void;
  readonly onOutline: (file: IntakeFile) => void;
}

/** Files as the list shows them: by slot, then as they came. */
export function inListOrder(files: readonly IntakeFile[], study: StudyView): readonly IntakeFile[] {
  const order = new Map(study.slots.map((slot) => [slot.code, slot.order]));
  const rank = (file: IntakeFile): number => (file.slot === null ? 999 : (order.get(file.slot) ?? 998));
  return [...files].sort((a, b) => rank(a) - rank(b) || a.id - b.id);
}

/** One row a file: name, slot, de-identification and approval, check, sending. */
export function IntakeTable({ intake, board, study, onReview, onOutline }: TableProps) {
  const t = useWords(uploadWords);
  return (
    <div className={styles.tableBox}>
      <table className={styles.table}>
        <thead>
          <tr><th>{t('file')}</th><th>{t('slot')}</th><th>{t('deid')}</th><th>{t('check')}</th><th>{t('sent')}</th><th aria-label={t('remove')} /></tr>
        </thead>
        <tbody>
          {inListOrder(intake.files, study).map((file) => (
            <FileRow key={file.id} file={file} verdict={intake.verdicts.get(file.id) ?? null} twice={file.slot !== null && claimedTwice(file, intake.files)} change={intake.change} board={board} study={study} onReview={onReview} onOutline={onOutline} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps extends Omit<TableProps, 'intake'> {
  readonly file: IntakeFile;
  readonly verdict: SlotVerdict | null;
  readonly twice: boolean;
  readonly change: (change: IntakeChange) => void;
}

const sameFindings = (a: SlotVerdict | null, b: SlotVerdict | null): boolean => a === b || (a !== null && b !== null && a.current === b.current && a.sendable === b.sendable && JSON.stringify(a.findings) === JSON.stringify(b.findings));

/** Drawn anew only when something happened to this very file: two hundred rows would stall the page otherwise. */
const FileRow = memo(PlainRow, (a, b) => a.file === b.file && a.twice === b.twice && a.board === b.board && a.study === b.study && sameFindings(a.verdict, b.verdict));

function PlainRow({ file, verdict, twice, change, board, study, onReview, onOutline }: RowProps) {
  const t = useWords(uploadWords);
  const local = useLocal();
  const settled = file.status === 'sending' || file.status === 'stored';
  const fixed = settled || file.status === 'held' || file.verdict === 'rejected';
  const current = board.slots.find((held) => held.code === file.slot)?.image ?? null;
  const slots = [{ value: '', label: t('slotNone') }, ...study.slots.map((slot) => ({ value: slot.code, label: `${slot.code} ${local(slot.name)}` }))];
  return (
    <tr data-status={file.status} data-review={reviewState(file)}>
      <td className={styles.name} title={file.name}>{file.name}</td>
      <td className={styles.slot}>
        <NativeSelect size="xs" aria-label={`${t('slot')} · ${file.name}`} disabled={fixed} data={slots} value={file.slot ?? ''} onChange={(event) => change({ kind: 'slot', id: file.id, slot: event.currentTarget.value || null })} />
        {current && !fixed ? <TextInput size="xs" mt={4} aria-label={t('replaceReason')} placeholder={t('replaceReason')} maxLength={300} value={file.reason} onChange={(event) => change({ kind: 'reason', id: file.id, reason: event.currentTarget.value })} /> : null}
      </td>
      <td className={styles.deid}><Standing file={file} onReview={onReview} onOutline={onOutline} /></td>
      <td className={styles.remarks}><FileRemarks file={file} twice={twice} verdict={verdict} /></td>
      <td className={styles.sent}><SentCell file={file} /></td>
      <td>{settled ? null : <ActionIcon variant="subtle" color="gray" aria-label={`${t('remove')} ${file.name}`} onClick={() => change({ kind: 'removed', id: file.id })}><IconX size={14} /></ActionIcon>}</td>
    </tr>
  );
}

/** Where the file stands between disk and approval, and the way to the screen that takes it on. */
function Standing({ file, onReview, onOutline }: { readonly file: IntakeFile; readonly onReview: (file: IntakeFile) => void; readonly onOutline: (file: IntakeFile) => void }) {
  const t = useWords(uploadWords);
  if (file.status === 'reading') return <><StateChip state="reading" /><Text span size="xs" c="dimmed"> {file.step ? t(`step_${file.step}`) : t('waits')}</Text></>;
  if (file.status === 'held') return <><StateChip state="held" />{HELD_FOR_TEMPLATE.has(file.refusal?.code ?? '') ? <UnstyledButton className={styles.review} onClick={() => onOutline(file)}>{t('drawTemplate')}</UnstyledButton> : null}</>;
  return <><StateChip state={`review-${reviewState(file)}`} /><UnstyledButton className={styles.review} onClick={() => onReview(file)}>{t('review')}</UnstyledButton></>;
}

function SentCell({ file }: { readonly file: IntakeFile }) {
  const t = useWords(uploadWords);
  if (file.status === 'sending') return <Progress value={file.prepared ? (100 * file.sentBytes) / Math.max(1, file.prepared.clean.size) : 0} size="sm" aria-label={t('sent')} />;
  if (file.status === 'refused') return <StateChip state="refused" />;
  if (!file.answer) return null;
  return (
    <>
      <StateChip state="stored" />
      <Text span size="xs" c="dimmed"> {t('receipt', { n: file.answer.receipt.number })}{file.answer.repeated ? ` · ${t('repeated')}` : ''}</Text>
    </>
  );
}
