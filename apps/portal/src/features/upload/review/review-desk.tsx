'use client';
import { Button, SegmentedControl, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../../../components/words/locale-provider.tsx';
import type { IntakeFile } from '../intake-files.ts';
import { approvable, batchOf, reviewState } from '../review-state.ts';
import { reviewWords } from '../review.words.ts';
import type { Intake } from '../use-intake-files.ts';
import { BatchSheet } from './batch-sheet.tsx';
import { BoxesPanel } from './boxes-panel.tsx';
import { HeldNote } from './held-note.tsx';
import { ReviewFoot } from './review-foot.tsx';
import { ReviewStrip } from './review-strip.tsx';
import { shownBoxes } from './shown-boxes.ts';
import { FrameBar, Stage } from './stage.tsx';
import { TagPanel } from './tag-panel.tsx';
import { useFramePair } from './use-frame-pair.ts';
import { usePlayback } from './use-playback.ts';
import { useReviewKeys } from './use-review-keys.ts';
import styles from './review.module.css';

interface ReviewDeskProps {
  readonly intake: Intake;
  readonly order: readonly number[];
  readonly start: number;
  readonly onClose: () => void;
}

/** Files in list order; the list may have grown or lost some since the review was opened. */
const inOrder = (files: readonly IntakeFile[], order: readonly number[]): readonly IntakeFile[] => {
  const place = new Map(order.map((id, index) => [id, index]));
  return [...files].sort((a, b) => (place.get(a.id) ?? order.length + a.id) - (place.get(b.id) ?? order.length + b.id));
};

export function ReviewDesk({ intake, order, start, onClose }: ReviewDeskProps) {
  const t = useWords(reviewWords);
  const [current, setCurrent] = useState(start);
  const files = inOrder(intake.files, order);
  const index = Math.max(0, files.findIndex((file) => file.id === current));
  const file = files[index];
  const count = (...states: string[]): number => files.filter((each) => states.includes(reviewState(each))).length;
  return (
    <div className={styles.desk}>
      <header className={styles.head}>
        <Button variant="default" leftSection={<IconArrowLeft size={15} />} onClick={onClose}>{t('close')}</Button>
        <h1 className={styles.title}>{t('title')}{file ? ` · ${file.slot ?? `#${index + 1}`}` : ''}</h1>
        <Text size="sm" c="dimmed" role="status">{t('counts', { approved: count('approved', 'sent'), open: count('to-approve', 'reading'), text: count('text-open'), out: count('rejected', 'held') })}</Text>
      </header>
      <ReviewStrip files={files} current={file?.id ?? 0} onChoose={setCurrent} />
      {file ? <OnePicture key={file.id} file={file} files={files} intake={intake} onGo={setCurrent} onMove={(by) => setCurrent(files[Math.min(files.length - 1, Math.max(0, index + by))]?.id ?? file.id)} onClose={onClose} /> : null}
    </div>
  );
}

interface OnePictureProps {
  readonly file: IntakeFile;
  readonly files: readonly IntakeFile[];
  readonly intake: Intake;
  readonly onMove: (by: number) => void;
  readonly onGo: (id: number) => void;
  readonly onClose: () => void;
}

function OnePicture({ file, files, intake, onMove, onGo, onClose }: OnePictureProps) {
  const t = useWords(reviewWords);
  const [tab, setTab] = useState<'boxes' | 'tags'>('boxes');
  const [chosen, setChosen] = useState<string | null>(null);
  const [drawing, setDrawing] = useState(false);
  const [wanted, setWanted] = useState(0);
  const [sheet, setSheet] = useState(false);
  const pair = useFramePair(file, wanted, intake.show);
  const frames = file.prepared?.facts.frames ?? 1;
  const play = usePlayback(frames, file.prepared?.frameTime ?? null, pair, wanted, setWanted);
  const { change } = intake;
  const state = reviewState(file);
  const batch = batchOf(file, files);
  const settled = state === 'sent' || state === 'held';
  const acts = {
    approve: () => {
      // What is not on the screen cannot be approved.
      if (approvable(file) && pair?.after) {
        change({ kind: 'verdict', ids: [file.id], verdict: 'approved' });
        onMove(1);
      }
    },
    approveBatch: () => setSheet(approvable(file) && Boolean(pair?.after) && batch.length > 1),
    reject: () => (settled ? undefined : change({ kind: 'verdict', ids: [file.id], verdict: 'rejected' })),
    undo: () => {
      if (settled) return;
      if (file.verdict) change({ kind: 'verdict', ids: [file.id], verdict: null });
      else if (file.drawn.length > 0) change({ kind: 'box-removed', id: file.id, index: file.drawn.length - 1 });
    },
    draw: () => setDrawing(!settled && file.prepared !== null && !drawing),
  };
  useReviewKeys({ ...acts, move: (by) => (drawing ? undefined : onMove(by)), step: (by) => play.setFrame(play.frame + by), play: play.toggle, tab: (which) => setTab(which === 0 ? 'boxes' : 'tags'), close: drawing ? () => setDrawing(false) : sheet ? () => setSheet(false) : onClose });
  if (sheet) {
    const approveAll = () => {
      change({ kind: 'verdict', ids: batch.map(({ id }) => id), verdict: 'approved-in-batch' });
      setSheet(false);
    };
    return <BatchSheet batch={batch} show={intake.show} onApprove={approveAll} onOpen={(id) => (id === file.id ? setSheet(false) : onGo(id))} onLeave={() => setSheet(false)} />;
  }
  return (
    <>
      <main className={styles.middle}>
        <Stage
          pair={pair} kept={file.prepared?.kept ?? []} boxes={shownBoxes(file, play.frame, t)} chosen={chosen} drawing={drawing} onLeaveDrawing={() => setDrawing(false)}
          onDrawn={(box) => {
            change({ kind: 'box-drawn', id: file.id, box });
            setDrawing(false);
          }}
        />
        {frames > 1 ? <FrameBar frame={play.frame} frames={frames} playing={play.playing} onFrame={play.setFrame} onPlay={play.toggle} /> : null}
      </main>
      <aside className={styles.side}>
        {file.prepared ? (
          <>
            <SegmentedControl size="xs" fullWidth value={tab} onChange={(next) => setTab(next === 'tags' ? 'tags' : 'boxes')} data={[{ value: 'boxes', label: t('tabBoxes') }, { value: 'tags', label: t('tabTags') }]} />
            <div className={styles.sideBody}>
              {tab === 'tags' ? <TagPanel file={file} tags={intake.tags} /> : (
                <BoxesPanel file={file} chosen={chosen} onChoose={setChosen} onDecide={(text, decision) => (settled ? undefined : change({ kind: 'text-decided', id: file.id, text, decision }))} onRemove={(at) => change({ kind: 'box-removed', id: file.id, index: at })} />
              )}
            </div>
          </>
        ) : <HeldNote file={file} />}
      </aside>
      <ReviewFoot file={file} seen={Boolean(pair?.after)} batch={batch.length} drawing={drawing} acts={acts} />
    </>
  );
}
