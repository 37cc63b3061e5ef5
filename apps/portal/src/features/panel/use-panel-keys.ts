'use client';
import type { PanelCase } from '@echocohort/contracts-reading';
import { useEffect, useRef } from 'react';
import { reasonOfKey } from './staged-queries.ts';

export interface PanelKeys {
  readonly slots: PanelCase['slots'];
  readonly chosen: number;
  readonly reasons: PanelCase['reasons'];
  readonly onChoose: (index: number) => void;
  readonly onMark: (reasonCode: string) => void;
  readonly onVerdict: () => void;
  readonly onBack: () => void;
  readonly onLarge: () => void;
  readonly onHelp: () => void;
  readonly onLeave: () => void;
}

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** What one key does; false when the key means nothing here. */
function act(key: string, keys: PanelKeys): boolean {
  const last = keys.slots.length - 1;
  const reason = reasonOfKey(keys.reasons, key);
  if (reason) keys.onMark(reason.code);
  else if (key === 'ArrowRight') keys.onChoose(Math.min(last, keys.chosen + 1));
  else if (key === 'ArrowLeft') keys.onChoose(Math.max(0, keys.chosen - 1));
  else if (key === 'ArrowDown') keys.onChoose(Math.min(last, keys.chosen + 4));
  else if (key === 'ArrowUp') keys.onChoose(Math.max(0, keys.chosen - 4));
  else if (key === 'Enter') keys.onVerdict();
  else if (key === 'u' || key === 'U') keys.onBack();
  else if (key === ' ') keys.onLarge();
  else if (key === '?') keys.onHelp();
  else if (key === 'Escape') keys.onLeave();
  else if (key === 't' || key === 'T') document.querySelector<HTMLElement>('[data-mark-words]')?.focus();
  else return false;
  return true;
}

/** The keys of the contact sheet; while somebody types, only Escape counts, and it ends the typing. */
export function usePanelKeys(keys: PanelKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('[aria-modal="true"]')) return;
      if (isTyping(event.target)) {
        if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur();
        return;
      }
      if (act(event.key, latest.current)) event.preventDefault();
    };
    globalThis.addEventListener('keydown', pressed);
    return () => globalThis.removeEventListener('keydown', pressed);
  }, []);
}
