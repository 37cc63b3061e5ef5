'use client';
import type { StudyView } from '@echocohort/contracts';
import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconDownload, IconEyeCheck, IconPlayerPause, IconSend } from '@tabler/icons-react';
import { durationText, sizeText } from '../../components/data/figures.ts';
import { saveFile } from '../../components/data/save-file.ts';
import { useWords } from '../../components/words/locale-provider.tsx';
import { useDelivery } from './use-delivery.ts';
import { reviewState } from './review-state.ts';
import type { Intake } from './use-intake-files.ts';
import { uploadWords } from './upload.words.ts';

/** The last line: send, pause, how far, and in the end the receipts. */
export function SendLine({ intake, study, onReview, onClose }: { readonly intake: Intake; readonly study: StudyView; readonly onReview: () => void; readonly onClose?: () => void }) {
  const t = useWords(uploadWords);
  const delivery = useDelivery(intake, study);
  const { pace } = delivery;
  const stored = intake.files.filter((file) => file.status === 'stored');
  const over = intake.files.every((file) => file.status === 'stored' || file.status === 'held');
  const waiting = intake.files.filter((file) => ['to-approve', 'text-open'].includes(reviewState(file))).length;
  if (intake.files.length === 0) return null;
  return (
    <Stack gap="sm">
      {delivery.running || delivery.paused ? (
        <div>
          <Progress value={pace.totalBytes === 0 ? 0 : (100 * pace.sentBytes) / pace.totalBytes} aria-label={t('sent')} />
          <Text size="xs" mt={4}>{delivery.running ? '' : `${t('paused')} · `}{t('progress', { sent: sizeText(pace.sentBytes), total: sizeText(pace.totalBytes), rate: pace.rate === null ? '–' : sizeText(pace.rate), left: pace.secondsLeft === null ? '–' : durationText(pace.secondsLeft) })}</Text>
        </div>
      ) : null}
      <Group gap="sm">
        {waiting > 0 && !delivery.running ? <Button leftSection={<IconEyeCheck size={15} />} onClick={onReview}>{t('reviewNext', { n: waiting })}</Button> : null}
        {delivery.running ? <Button variant="default" leftSection={<IconPlayerPause size={15} />} disabled={delivery.pausing} onClick={delivery.pause}>{delivery.pausing ? t('pausing') : t('pause')}</Button> : over ? null : (
          <Button variant={waiting > 0 ? 'default' : 'filled'} leftSection={<IconSend size={15} />} disabled={delivery.sendable === 0} onClick={() => void delivery.run()}>{delivery.sendable === 0 ? t('nothingToSend') : delivery.paused ? t('resume') : t('send', { n: delivery.sendable })}</Button>
        )}
        {stored.length > 0 ? <Receipts intake={intake} /> : null}
        {onClose && !delivery.running && stored.length > 0 ? <Button variant="default" onClick={onClose}>{t('close')}</Button> : null}
      </Group>
      {waiting > 0 && study.approval === 'required' ? <Text size="xs" c="dimmed">{t('reviewNeeded')}</Text> : null}
    </Stack>
  );
}

/** "11 of 11 stored · · download". */
function Receipts({ intake }: { readonly intake: Intake }) {
  const t = useWords(uploadWords);
  const answers = intake.files.flatMap((file) => file.answer ?? []);
  const numbers = answers.map((answer) => answer.receipt.number).sort((a, b) => a - b);
  const [first, last] = [numbers[0], numbers.at(-1)];
  const list = first === last ? `R-${first}` : `R-${first} … R-${last}`;
  const missing = answers.at(-1)?.missing ?? [];
  const download = () => saveFile('receipts.json', `${JSON.stringify(answers.map((answer) => answer.receipt), null, 2)}\n`, 'application/json');
  return (
    <>
      <Text size="sm" fw={600} data-testid="stored-line">{t('done', { stored: answers.length, total: intake.files.length })} · {t('receipts', { list })}</Text>
      <Button variant="default" leftSection={<IconDownload size={15} />} onClick={download}>{t('download')}</Button>
      {missing.length > 0 ? <Text size="xs" c="dimmed">{t('still', { list: missing.join(' ') })}</Text> : null}
    </>
  );
}
