'use client';
import { ActionIcon, Loader, Slider, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../../../components/words/locale-provider.tsx';
import type { Kept, PicturePair, Rectangle } from '../prepared-file.ts';
import { reviewWords } from '../review.words.ts';
import { BoxLayer, type ShownBox } from './box-layer.tsx';
import { DrawnPicture } from './drawn-picture.tsx';
import { ScreenFrame } from './screen-frame.tsx';
import styles from './review.module.css';

interface StageProps {
  readonly pair: PicturePair | null;
  readonly kept: readonly Kept[];
  readonly boxes: readonly ShownBox[];
  readonly chosen: string | null;
  readonly drawing: boolean;
  readonly onDrawn: (box: Rectangle) => void;
  readonly onLeaveDrawing: () => void;
}

/** Before and after over each other, divided by a line that one moves; what stays is framed, what is marked is labelled. */
export function Stage({ pair, kept, boxes, chosen, drawing, onDrawn, onLeaveDrawing }: StageProps) {
  const t = useWords(reviewWords);
  const [share, setShare] = useState(50);
  if (!pair) return <div className={styles.stage}><Loader size="sm" aria-label={t('loading')} /></div>;
  const under = pair.after ?? pair.before;
  if (!under) return <div className={styles.stage}><Text size="sm" c="dimmed">{t('noPicture')}</Text></div>;
  return (
    <div className={styles.stage}>
      <ScreenFrame width={under.width} height={under.height}>
        <DrawnPicture picture={under} label={pair.after ? t('after') : t('before')} className={styles.canvas} />
        {pair.after && pair.before ? (
          <>
            <div className={styles.beforeSide} style={{ clipPath: `inset(0 ${100 - share}% 0 0)` }}><DrawnPicture picture={pair.before} label={t('before')} className={styles.canvas} /></div>
            <div className={styles.divider} style={{ left: `${share}%` }} />
            <span className={styles.sideBefore}>{t('before')}</span>
            <span className={styles.sideAfter}>{t('after')}</span>
          </>
        ) : null}
        <BoxLayer size={under} kept={kept} boxes={boxes} chosen={chosen} drawing={drawing} onDrawn={onDrawn} onLeave={onLeaveDrawing} />
      </ScreenFrame>
      {drawing ? <div className={styles.drawHint} role="status">{t('drawing')}</div> : null}
      {pair.after && pair.before ? <Slider size="sm" aria-label={t('divide')} label={null} value={share} onChange={setShare} className={styles.slider} /> : null}
    </div>
  );
}

interface FrameBarProps {
  readonly frame: number;
  readonly frames: number;
  readonly playing: boolean;
  readonly onFrame: (frame: number) => void;
  readonly onPlay: () => void;
}

/** The frames of a clip: played, or gone through one by one. */
export function FrameBar({ frame, frames, playing, onFrame, onPlay }: FrameBarProps) {
  const t = useWords(reviewWords);
  return (
    <div className={styles.frameBar}>
      <ActionIcon variant="default" onClick={onPlay} aria-label={playing ? t('pause') : t('play')}>{playing ? <IconPlayerPause size={15} /> : <IconPlayerPlay size={15} />}</ActionIcon>
      <Slider size="sm" aria-label={t('frames')} label={null} min={0} max={frames - 1} value={frame} onChange={onFrame} style={{ flex: 1 }} />
      <Text size="xs" className={styles.frameText}>{t('frame', { n: frame + 1, total: frames })}</Text>
    </div>
  );
}
