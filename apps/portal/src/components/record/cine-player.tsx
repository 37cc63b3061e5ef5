'use client';
import { ActionIcon, Slider, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useWords } from '../words/locale-provider.tsx';
import { previewAddress } from './preview-address.ts';

const cineWords = {
  play: { zh: '播放', en: 'Play' },
  pause: { zh: '暂停', en: 'Pause' },
  frames: { zh: '帧', en: 'Frame' },
  at: { zh: '第 {n} / {total} 帧', en: 'Frame {n} of {total}' },
  failed: { zh: '此帧无法显示。', en: 'This frame cannot be shown.' },
} as const;

const STEP_MS = 66;

interface CinePlayerProps {
  readonly imageId: string;
  readonly frames: number;
  readonly name: string;
  readonly width: number;
}

/** A stored picture; a clip plays frame by frame, each loaded when it is first needed and kept by the browser. A step waits for its picture. */
export function CinePlayer({ imageId, frames, name, width }: CinePlayerProps) {
  const t = useWords(cineWords);
  const [frame, setFrame] = useState(0);
  const [playing, setPlaying] = useState(false);
  const [painted, setPainted] = useState(-1);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!playing || painted !== frame) return undefined;
    const step = setTimeout(() => setFrame((frame + 1) % frames), STEP_MS);
    return () => clearTimeout(step);
  }, [playing, painted, frame, frames]);
  const choose = (next: number) => {
    setPlaying(false);
    setFrame(next);
  };
  return (
    <div>
      <img
        src={previewAddress(imageId, width, frames > 1 ? frame : undefined)} alt={frames > 1 ? `${name} · ${t('at', { n: frame + 1, total: frames })}` : name} data-frame={frame}
        onLoad={() => { setPainted(frame); setFailed(false); }} onError={() => { setPlaying(false); setFailed(true); }}
      />
      {failed ? <Text size="xs" role="alert">{t('failed')}</Text> : null}
      {frames > 1 ? (
        <div style={{ display: 'flex', alignItems: 'center', gap: 10, padding: '6px 8px' }}>
          <ActionIcon variant="default" onClick={() => setPlaying(!playing)} aria-label={playing ? t('pause') : t('play')}>{playing ? <IconPlayerPause size={15} /> : <IconPlayerPlay size={15} />}</ActionIcon>
          <Slider size="sm" aria-label={t('frames')} label={null} min={0} max={frames - 1} value={frame} onChange={choose} style={{ flex: 1 }} />
          <Text size="xs" c="gray.3">{t('at', { n: frame + 1, total: frames })}</Text>
        </div>
      ) : null}
    </div>
  );
}
