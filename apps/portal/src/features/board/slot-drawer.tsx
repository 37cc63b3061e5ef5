'use client';
import { urlOf, caseRoutes, type CaseBoard, type ImageView, type SlotView, type StudyView } from '@echocohort/contracts';
import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { IconDownload, IconPhotoPlus, IconPolygon, IconReceipt } from '@tabler/icons-react';
import Link from 'next/link';
import { ProblemNote } from '../../components/api/problem-note.tsx';
import { Digest } from '../../components/data/digest.tsx';
import { sizeText } from '../../components/data/figures.ts';
import { Moment } from '../../components/data/moment.tsx';
import { StateChip } from '../../components/data/state-chip.tsx';
import { useAddress } from '../../components/data/use-address.ts';
import { useIntake } from '../../components/intake/intake-context.tsx';
import { CinePlayer } from '../../components/record/cine-player.tsx';
import { previewAddress } from '../../components/record/preview-address.ts';
import { ViewScheme } from '../../components/record/view-scheme.tsx';
import { useLocal, useWords } from '../../components/words/locale-provider.tsx';
import styles from './board.module.css';
import { boardWords } from './board.words.ts';
import { useReceiptDownload } from './receipt.request.ts';
import { StoredText } from './stored-text.tsx';

type BoardSlot = CaseBoard['slots'][number];
const TEXT_FINDING = 'text-inside-region';

/** Everything about one slot: picture, findings, receipt, and the images that were there before. */
export function SlotDrawer({ board, study }: { readonly board: CaseBoard; readonly study: StudyView }) {
  const local = useLocal();
  const address = useAddress();
  const code = address.get('slot');
  const slot = study.slots.find((candidate) => candidate.code === code);
  const held = board.slots.find((candidate) => candidate.code === code);
  // Escape closes the topmost dialog only: the review of a replacement lies over this one.
  const close = () => {
    if (document.querySelectorAll('[role=dialog]').length <= 1) address.set({ slot: null });
  };
  return (
    <Drawer opened={slot !== undefined} onClose={close} position="right" size={560} title={slot ? <Text fw={600}>{slot.code} · {local(slot.name)}</Text> : null}>
      {slot ? <SlotDetail slot={slot} held={held} locked={board.state === 'locked'} caseId={board.caseId} /> : null}
    </Drawer>
  );
}

function SlotDetail({ slot, held, locked, caseId }: { readonly slot: SlotView; readonly held: BoardSlot | undefined; readonly locked: boolean; readonly caseId: string }) {
  const t = useWords(boardWords);
  const local = useLocal();
  const openIntake = useIntake();
  const image = held?.image ?? null;
  return (
    <Stack gap="md">
      {image ? <div className={styles.big}><CinePlayer key={image.id} imageId={image.id} frames={image.frames} name={local(slot.name)} width={1024} /></div> : <div style={{ height: 220 }}><ViewScheme role={slot.role} imageType={slot.imageType} /></div>}
      {image && held?.findings.some(({ code }) => code === TEXT_FINDING) ? <StoredText caseId={caseId} image={image} /> : null}
      <Text size="sm"><Text span c="dimmed" size="sm">{t('view')}: </Text>{local(slot.view)}</Text>
      {openIntake && !locked ? (
        <Group><Button leftSection={<IconPhotoPlus size={15} />} onClick={() => openIntake({ slot: slot.code, supersedes: image?.id ?? null })}>{image ? t('replace') : t('add')}</Button></Group>
      ) : null}
      {image && slot.role !== 'cine' ? <Group><Button variant="default" component={Link} href={`/cases/${caseId}/outlines?slot=${slot.code}`} leftSection={<IconPolygon size={15} />}>{t('outline')}</Button></Group> : null}
      {image && held ? <Findings held={held} /> : null}
      {image ? <ImageFacts image={image} /> : null}
      {held && held.earlier.length > 0 ? <Earlier images={held.earlier} name={local(slot.name)} /> : null}
    </Stack>
  );
}

function Findings({ held }: { readonly held: BoardSlot }) {
  const t = useWords(boardWords);
  const local = useLocal();
  if (held.findings.length === 0) return <Text size="sm">{t('noFindings')}</Text>;
  return (
    <Stack gap={6}>
      {held.findings.map((finding) => (
        <div key={finding.id}>
          <StateChip state={finding.severity} /> <Text span size="sm">{local(finding.sentence)}</Text> <span className="mono">{finding.code}</span>
        </div>
      ))}
    </Stack>
  );
}

function ImageFacts({ image }: { readonly image: ImageView }) {
  const t = useWords(boardWords);
  const receipt = useReceiptDownload();
  const { receipt: number } = image;
  return (
    <>
      <dl className={styles.facts}>
        <dt>{t('sha256')}</dt><dd><Digest value={image.sha256} ends={12} /></dd>
        <dt>{t('matrix')}</dt><dd>{image.columns} × {image.rows}{image.frames > 1 ? ` · ${t('frames')} ${image.frames}` : ''}</dd>
        <dt>{t('size')}</dt><dd>{sizeText(image.sizeBytes)}</dd>
        <dt>{t('device')}</dt><dd>{image.device ?? t('unknownDevice')}</dd>
        <dt>{t('stored')}</dt><dd><Moment at={image.storedAt} /></dd>
        <dt>{t('receipt')}</dt><dd>{number === null ? '–' : t('receiptNumber', { n: number })}</dd>
      </dl>
      {receipt.error ? <ProblemNote error={receipt.error} /> : null}
      <Group gap="sm">
        {number === null ? null : <Button variant="default" leftSection={<IconReceipt size={15} />} loading={receipt.isPending} onClick={() => receipt.mutate(number)}>{t('downloadReceipt')}</Button>}
        <Button variant="default" leftSection={<IconDownload size={15} />} component="a" href={urlOf('', caseRoutes.imageFile, { params: { imageId: image.id } })} download>{t('download')}</Button>
      </Group>
    </>
  );
}

function Earlier({ images, name }: { readonly images: readonly ImageView[]; readonly name: string }) {
  const t = useWords(boardWords);
  return (
    <section>
      <h3 style={{ fontSize: 14, margin: '4px 0 8px' }}>{t('earlier')}</h3>
      <Stack gap="sm">
        {images.map((image) => (
          <Group key={image.id} gap="md" wrap="nowrap" align="flex-start">
            <div className={styles.big} style={{ width: 140, flex: 'none' }}><img src={previewAddress(image.id, 320)} alt={name} /></div>
            <dl className={styles.facts} style={{ gridTemplateColumns: '80px minmax(0, 1fr)' }}>
              <dt>{t('sha256')}</dt><dd><Digest value={image.sha256} /></dd>
              <dt>{t('stored')}</dt><dd><Moment at={image.storedAt} /></dd>
              {image.supersededAt ? <><dt>{t('replacedAt')}</dt><dd><Moment at={image.supersededAt} /></dd></> : null}
              {image.supersedeReason ? <><dt>{t('reason')}</dt><dd>{image.supersedeReason}</dd></> : null}
            </dl>
          </Group>
        ))}
      </Stack>
    </section>
  );
}
