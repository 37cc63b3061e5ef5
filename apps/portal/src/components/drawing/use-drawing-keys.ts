'use client';
import { useEffect, useRef, type Dispatch } from 'react';
import type { SketchStep } from './sketch.ts';

/** Keys of the drawing (S is done); while somebody types they mean nothing. */
export function useDrawingKeys(keys: { readonly act: Dispatch<SketchStep>; readonly done: () => void; readonly still: boolean }): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const pressed = (event: globalThis.KeyboardEvent) => {
      const { act, done, still } = latest.current;
      const { target } = event;
      if (still || (target instanceof Element && target.closest('input:not([type=radio]), textarea, select'))) return;
      const key = event.key.toLowerCase();
      if ((event.ctrlKey || event.metaKey) && key === 'z') act({ do: 'undo' });
      else if (event.ctrlKey || event.metaKey || event.altKey) return;
      else if (key === 'p') act({ do: 'shape', shape: 'polygon' });
      else if (key === 'r') act({ do: 'shape', shape: 'rectangle' });
      else if (key === 'enter' && !(target instanceof HTMLButtonElement)) act({ do: 'close' });
      else if (key === 'backspace') act({ do: 'undo' });
      else if (key === 's') done();
      else return;
      event.preventDefault();
    };
    globalThis.addEventListener('keydown', pressed);
    return () => globalThis.removeEventListener('keydown', pressed);
  }, []);
}
