'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useAddress } from '../../../components/data/use-address.ts';
import type { Wish } from './start.request.ts';
import { addressOfConfig } from './training-wish.ts';

/** The text by which two wishes are the same. */
export const wishText = ({ snapshotId, config, folds }: Wish): string => `${addressOfConfig(snapshotId, config)}${folds === null ? '' : `&folds=${folds}`}`;

export interface Trial {
  readonly id: string | null;
  readonly snapshotId: string | null;
  /** Whether the settings are no longer those that were tried. */
  readonly stale: boolean;
  readonly remember: (id: string, wish: Wish) => void;
}

/** The trial that was asked for last. It and its settings stand in the address, so that a reload or a colleague finds them again. */
export function useTrial(wish: Wish | null): Trial {
  const address = useAddress();
  const router = useRouter();
  const [tried, setTried] = useState(() => ({ id: address.get('dryRun'), snapshotId: address.get('snapshot'), text: wish ? wishText(wish) : '' }));
  const remember = (id: string, now: Wish) => {
    setTried({ id, snapshotId: now.snapshotId, text: wishText(now) });
    router.replace(`/runs/new?${wishText(now)}&dryRun=${id}`, { scroll: false });
  };
  return { id: tried.id, snapshotId: tried.snapshotId, stale: tried.id !== null && (wish === null || wishText(wish) !== tried.text), remember };
}
