'use client';
import { Alert, Button, Group, Loader, Modal, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { ProblemNote } from '../../../components/api/problem-note.tsx';
import { DarkFrame } from '../../../components/shell/dark-frame.tsx';
import { useTemplates } from '../../../components/templates/use-templates.ts';
import { useWords } from '../../../components/words/locale-provider.tsx';
import type { IntakeFile } from '../intake-files.ts';
import { outlineWords } from '../outline.words.ts';
import type { Outline, Rectangle } from '../prepared-file.ts';
import { BoxLayer } from '../review/box-layer.tsx';
import { DrawnPicture } from '../review/drawn-picture.tsx';
import { ScreenFrame } from '../review/screen-frame.tsx';
import reviewStyles from '../review/review.module.css';
import type { Intake } from '../use-intake-files.ts';
import { useDrawTemplate } from './draw-template.request.ts';
import styles from './outline.module.css';
import { keptFault, overlapping } from './kept-boxes.ts';
import { blankedPicture, samplePng } from './sample-picture.ts';

interface OutlineScreenProps {
  readonly file: IntakeFile | null;
  readonly centre: string;
  readonly intake: Intake;
  readonly onClose: () => void;
}

/** A held file on its scanner's screen: somebody of the centre draws what stays, and hands the template to a second person. */
export function OutlineScreen({ file, centre, intake, onClose }: OutlineScreenProps) {
  const t = useWords(outlineWords);
  return (
    <Modal opened={file !== null} onClose={onClose} fullScreen withCloseButton={false} zIndex={400} padding={0} aria-label={t('title')} transitionProps={{ duration: 0 }}>
      {file ? <DarkFrame><Loaded key={file.id} file={file} centre={centre} intake={intake} onClose={onClose} /></DarkFrame> : null}
    </Modal>
  );
}

function Loaded({ file, centre, intake, onClose }: OutlineScreenProps & { readonly file: IntakeFile }) {
  const t = useWords(outlineWords);
  const [outline, setOutline] = useState<Outline | null | 'reading'>('reading');
  const latest = useRef(intake.outline);
  useEffect(() => {
    let left = false;
    void latest.current(file).then((found) => {
      if (!left) setOutline(found);
    });
    return () => {
      left = true;
    };
  }, [file]);
  return (
    <div className={styles.desk}>
      <header className={reviewStyles.head}>
        <Button variant="default" leftSection={<IconArrowLeft size={15} />} onClick={onClose}>{t('close')}</Button>
        <h1 className={reviewStyles.title}>{t('title')}</h1>
      </header>
      {outline === 'reading' ? <div className={reviewStyles.stage}><Loader size="sm" /><Text size="sm" role="status">{t('searching')}</Text></div> : null}
      {outline === null || (outline !== 'reading' && (outline.layout.manufacturer === '' || outline.layout.model === '')) ? <Text role="alert">{t('unreadable')}</Text> : null}
      {outline && outline !== 'reading' && outline.layout.manufacturer !== '' && outline.layout.model !== '' ? <Drawing outline={outline} centre={centre} /> : null}
    </div>
  );
}

function Drawing({ outline, centre }: { readonly outline: Outline; readonly centre: string }) {
  const t = useWords(outlineWords);
  const { picture, layout, texts } = outline;
  const [kept, setKept] = useState<readonly Rectangle[]>([]);
  const [drawing, setDrawing] = useState(true);
  const [preview, setPreview] = useState(false);
  const { data: templates } = useTemplates();
  const send = useDrawTemplate();
  const inside = overlapping(texts, kept);
  const fault = keptFault(kept, layout);
  const waits = (templates ?? []).some((template) => template.status === 'draft' && template.manufacturer === layout.manufacturer && template.model === layout.model && template.software === layout.software && template.rows === layout.rows && template.columns === layout.columns);
  const hand = async () => send.mutate({ ...layout, centre, kept: kept.map((box) => ({ kind: 'rectangle' as const, ...box })), textBeside: [...texts], sample: await samplePng(blankedPicture(picture, kept, inside)) });
  const shown = preview ? blankedPicture(picture, kept, inside) : picture;
  return (
    <>
      <main className={reviewStyles.stage}>
        <ScreenFrame width={picture.width} height={picture.height}>
          <DrawnPicture picture={shown} label={t('screen')} className={reviewStyles.canvas} />
          <BoxLayer
            size={picture} kept={kept.map((box) => ({ kind: 'rectangle', ...box }))} boxes={texts.map((box, index) => ({ key: `text ${index}`, box, kind: 'text-open', label: '' }))} chosen={null}
            drawing={drawing && !preview && !send.data} onDrawn={(box) => setKept([...kept, box])} onLeave={() => setDrawing(false)}
          />
        </ScreenFrame>
      </main>
      <aside className={reviewStyles.side}>
        <Text size="sm">{t('lead')}</Text>
        <Text size="sm">{t('layout', { ...layout, software: layout.software || t('noSoftware') })}</Text>
        <Text size="sm">{t('texts', { n: texts.length })}{inside.length > 0 ? ` ${t('inside', { n: inside.length })}` : ''}</Text>
        <Group gap="sm">
          <Button variant="default" aria-pressed={drawing} disabled={preview || Boolean(send.data)} onClick={() => setDrawing(!drawing)}>{t('draw')}</Button>
          <Button variant="default" disabled={kept.length === 0 || Boolean(send.data)} onClick={() => setKept(kept.slice(0, -1))}>{t('undo')}</Button>
          <Button variant="default" disabled={kept.length === 0} onClick={() => setPreview(!preview)}>{preview ? t('edit') : t('preview')}</Button>
        </Group>
        {waits && !send.data ? <Alert p="sm" color="yellow" variant="light">{t('waiting')}</Alert> : null}
        {send.data ? <Alert p="sm" color="teal" variant="light" role="status">{t('sent', { version: send.data.version })}</Alert> : (
          <>
            <Button loading={send.isPending} disabled={fault !== null} onClick={() => void hand()}>{t('send')}</Button>
            {fault ? <Text size="xs" c="dimmed">{t(fault)}</Text> : null}
          </>
        )}
        {send.error ? <ProblemNote error={send.error} /> : null}
        <Text size="xs" c="dimmed">{t('leaves')}</Text>
      </aside>
    </>
  );
}
