'use client';
import { useCallback, useState } from 'react';

const read = (key: string): unknown => {
  const text = globalThis.sessionStorage?.getItem(key) ?? null;
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    // A draft that cannot be read is no draft; the stored values are shown instead.
    return null;
  }
};

/** What was typed but not saved: kept in this browser tab until it is saved or put away, so that no reload loses it. */
export function useDraft<T>(key: string, empty: T, parse: (stored: unknown) => T | null): readonly [T, (next: T) => void, () => void] {
  const [draft, setDraft] = useState<T>(() => (typeof window === 'undefined' ? empty : (parse(read(`draft:${key}`)) ?? empty)));
  const change = useCallback(
    (next: T) => {
      setDraft(next);
      sessionStorage.setItem(`draft:${key}`, JSON.stringify(next));
    },
    [key],
  );
  const clear = useCallback(() => {
    setDraft(empty);
    sessionStorage.removeItem(`draft:${key}`);
  }, [key, empty]);
  return [draft, change, clear] as const;
}
