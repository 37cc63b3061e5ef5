'use client';
import { useLayoutEffect, useRef } from 'react';
import { actOf, type ReviewKeys } from './review-keys.ts';

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && (['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.getAttribute('role') === 'slider');

/** Listens while the review is open. In a field or on a slider only Escape counts, and it gives the keys back to the pictures. */
export function useReviewKeys(keys: ReviewKeys): void {
  const latest = useRef(keys);
  useLayoutEffect(() => {
    latest.current = keys;
  });
  useLayoutEffect(() => {
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
