'use client';
import { useCallback, useState } from 'react';
import { z } from 'zod';
import { anHour, type Sitting } from './pace.ts';

const KEY = 'panel-sitting';
const sitting = z.object({ began: z.number(), verdicts: z.number() });

function stored(): Sitting {
  const text = typeof window === 'undefined' ? null : sessionStorage.getItem(KEY);
  const parsed = text === null ? null : sitting.safeParse(JSON.parse(text));
  return parsed?.success ? parsed.data : { began: Date.now(), verdicts: 0 };
}

/** Counts the verdicts of this browser tab, for the pace in the last line. */
export function useSitting(): { readonly pace: number | null; readonly count: () => void } {
  const [now] = useState(stored);
  const [shownAt] = useState(() => Date.now());
  const count = useCallback(() => {
    const held = stored();
    sessionStorage.setItem(KEY, JSON.stringify({ began: held.began, verdicts: held.verdicts + 1 }));
  }, []);
  return { pace: anHour(now, shownAt), count };
}
