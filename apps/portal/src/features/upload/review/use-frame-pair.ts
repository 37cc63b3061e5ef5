'use client';
import { useEffect, useRef, useState } from 'react';
import type { IntakeFile } from '../intake-files.ts';
import type { PicturePair } from '../prepared-file.ts';
import type { Intake } from '../use-intake-files.ts';

interface Shown {
  readonly of: number;
  readonly pair: PicturePair;
}

/** The frame before and after. While the next one is on its way the last one of the same file stays, so that a clip does not flicker. */
export function useFramePair(file: IntakeFile, frame: number, show: Intake['show']): PicturePair | null {
  const [shown, setShown] = useState<Shown | null>(null);
  const of = file.id;
  // The file object changes with every decision; its picture only with its bytes.
  const bytes = file.prepared?.sha256 ?? '';
  const latest = useRef(file);
  useEffect(() => {
    latest.current = file;
  });
  useEffect(() => {
    let left = false;
    void show(latest.current, frame).then((pair) => {
      if (!left) setShown({ of, pair });
    });
    return () => {
      left = true;
    };
  }, [of, bytes, frame, show]);
  return shown?.of === of ? shown.pair : null;
}
