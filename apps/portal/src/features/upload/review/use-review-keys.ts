'use client';
import { useEffect, useRef } from 'react';

/** What the keys of the review do; each by the letter that its button shows. */
export interface ReviewKeys {
  readonly move: (by: number) => void;
  readonly approve: () => void;
  readonly approveBatch: () => void;
  readonly reject: () => void;
  readonly draw: () => void;
  readonly undo: () => void;
  readonly step: (by: number) => void;
  readonly play: () => void;
  readonly tab: (index: number) => void;
  readonly close: () => void;
}

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && (['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.getAttribute('role') === 'slider');

/** The act of a key; null when it means nothing here. */
export function actOf(key: string, shift: boolean, keys: ReviewKeys): (() => void) | null {
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case 'ArrowRight': case 'ArrowDown': return () => keys.move(1);
    case 'ArrowLeft': case 'ArrowUp': return () => keys.move(-1);
    case 'a': return shift ? keys.approveBatch : keys.approve;
    case 'r': return keys.reject;
    case 'b': return keys.draw;
    case 'u': return keys.undo;
    case ',': return () => keys.step(-1);
    case '.': return () => keys.step(1);
    case ' ': return keys.play;
    case '1': return () => keys.tab(0);
    case '2': return () => keys.tab(1);
    case 'Escape': return keys.close;
    default: return null;
  }
}

/** Listens while the review is open. In a field or on a slider only Escape counts, and it gives the keys back to the pictures. */
export function useReviewKeys(keys: ReviewKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target)) {
        if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur();
        else return;
        event.preventDefault();
        return;
      }
      // Space and Enter on a button press the button.
      if (event.key === ' ' && event.target instanceof HTMLButtonElement) return;
      const act = actOf(event.key, event.shiftKey, latest.current);
      if (!act) return;
      event.preventDefault();
      act();
    };
    globalThis.addEventListener('keydown', pressed);
    return () => globalThis.removeEventListener('keydown', pressed);
  }, []);
}
