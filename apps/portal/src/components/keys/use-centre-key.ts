'use client';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { sha256 } from 'hash-wasm';
import { forgetKey, heldKey, keepKey } from './centre-keys.ts';

export interface HeldKey {
  readonly key: Uint8Array;
  /** First eight digits of the key's SHA-256, so that two people can compare what they hold without showing it. */
  readonly fingerprint: string;
}

/** The centre's key in this browser; `null` data means that none is held. */
export function useCentreKey(centre: string | null): UseQueryResult<HeldKey | null> {
  return useQuery({
    queryKey: ['centre-key', centre],
    enabled: centre !== null,
    staleTime: Infinity,
    queryFn: async () => {
      const key = await heldKey(centre ?? '');
      return key === null ? null : { key, fingerprint: (await sha256(key)).slice(0, 8) };
    },
  });
}

export function useKeepKey(): { readonly keep: (centre: string, key: Uint8Array) => Promise<void>; readonly forget: (centre: string) => Promise<void> } {
  const client = useQueryClient();
  return {
    keep: async (centre, key) => {
      await keepKey({ centre, key });
      await client.invalidateQueries({ queryKey: ['centre-key', centre] });
    },
    forget: async (centre) => {
      await forgetKey(centre);
      await client.invalidateQueries({ queryKey: ['centre-key', centre] });
    },
  };
}
