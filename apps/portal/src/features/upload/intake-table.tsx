'use client';
import type { CaseBoard, StudyView } from '@echocohort/contracts';
import { ActionIcon, NativeSelect, Progress, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import { FileRemarks } from './file-remarks.tsx';
import type { IntakeFile } from './intake-files.ts';
import type { Intake } from './use-intake-files.ts';
import styles from './upload.module.css';
import { uploadWords } from './upload.words.ts';

interface TableProps {
  readonly intake: Intake;
  readonly board: CaseBoard;
  readonly study: StudyView;
  readonly onReview: (file: IntakeFile) => void;
}

/** One row a file: name, slot, de-identification, check, sending. */
export function IntakeTable({ intake, board, study, onReview }: TableProps) {
  const t = useWords(uploadWords);
  const order = new Map(study.slots.map((slot) => [slot.code, slot.order]));
  const rank = (file: IntakeFile): number => (file.slot === null ? 999 : (order.get(file.slot) ?? 998));
  const rows = [...intake.files].sort((a, b) => rank(a) - rank(b) || a.id - b.id);
  return (
    <div className={styles.tableBox}>
      <table className={styles.table}>
        <thead>
          <tr><th>{t('file')}</th><th>{t('slot')}</th><th>{t('deid')}</th><th>{t('check')}</th><th>{t('sent')}</th><th aria-label={t('remove')} /></tr>
        </thead>
        <tbody>{rows.map((file) => <FileRow key={file.id} file={file} intake={intake} board={board} study={study} onReview={onReview} />)}</tbody>
      </table>
    </div>
  );
}

function FileRow({ file, intake, board, study, onReview }: TableProps & { readonly file: IntakeFile }) {
  const t = useWords(uploadWords);
  const local = useLocal();
  const settled = file.status === 'sending' || file.status === 'stored';
  const current = board.slots.find((held) => held.code === file.slot)?.image ?? null;
  const slots = [{ value: '', label: t('slotNone') }, ...study.slots.map((slot) => ({ value: slot.code, label: `${slot.code} ${local(slot.name)}` }))];
  return (
    <tr data-status={file.status}>
      <td className={styles.name} title={file.name}>{file.name}</td>
      <td className={styles.slot}>
        <NativeSelect size="xs" aria-label={`${t('slot')} · ${file.name}`} disabled={settled || file.status === 'held'} data={slots} value={file.slot ?? ''} onChange={(event) => intake.setSlot(file.id, event.currentTarget.value || null)} />
        {current && !settled && file.status !== 'held' ? <TextInput size="xs" mt={4} aria-label={t('replaceReason')} placeholder={t('replaceReason')} maxLength={300} value={file.reason} onChange={(event) => intake.setReason(file.id, event.currentTarget.value)} /> : null}
      </td>
      <td className={styles.deid}>
        <StateChip state={file.status === 'reading' ? 'reading' : file.prepared ? 'clean' : 'held'} />
        {file.prepared ? <UnstyledButton className={styles.review} onClick={() => onReview(file)}>{t('review')}</UnstyledButton> : null}
      </td>
      <td className={styles.remarks}><FileRemarks file={file} files={intake.files} verdict={intake.verdicts.get(file.id) ?? null} /></td>
      <td className={styles.sent}><SentCell file={file} /></td>
      <td>{settled ? null : <ActionIcon variant="subtle" color="gray" aria-label={`${t('remove')} ${file.name}`} onClick={() => intake.remove(file.id)}><IconX size={14} /></ActionIcon>}</td>
    </tr>
  );
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
