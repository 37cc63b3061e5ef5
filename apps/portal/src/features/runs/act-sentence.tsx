'use client';
import type { RunView } from '@echocohort/contracts';
import { useWords } from '../../components/words/locale-provider.tsx';
import { runsWords } from './runs.words.ts';

const KEYS = { paused: 'actPaused', resumed: 'actResumed', cancelled: 'actCancelled' } as const;

/** Who did what to a run, and the reason that was given. */
export function ActSentence({ act: { act, by, reason } }: { readonly act: RunView['acts'][number] }) {
  const t = useWords(runsWords);
  return t(KEYS[act], { name: by, reason: reason ?? t('noReason') });
}
