'use client';
import { useEffect, useState } from 'react';

const USUAL_MS = 40;
const FASTEST_MS = 33;

export interface Playback {
  readonly frame: number;
  readonly playing: boolean;
  readonly setFrame: (frame: number) => void;
  readonly toggle: () => void;
}

/** Which frame of a clip is shown. A step waits until the frame before has been painted, so a slow PC plays slower and drops nothing. */
export function usePlayback(frames: number, frameTime: number | null, painted: unknown, frame: number, choose: (frame: number) => void): Playback {
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (!playing || painted === null) return undefined;
    const step = setTimeout(() => choose((frame + 1) % frames), Math.max(FASTEST_MS, frameTime ?? USUAL_MS));
    return () => clearTimeout(step);
  }, [playing, painted, frame, frames, frameTime, choose]);
  return {
    frame,
    playing,
    setFrame: (next) => {
      setPlaying(false);
      choose(Math.min(frames - 1, Math.max(0, next)));
    },
    toggle: () => setPlaying((now) => !now && frames > 1),
  };
}
