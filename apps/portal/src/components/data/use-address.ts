'use client';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** Reads and changes the query part of the page's address, where filters and open tabs live. */
export function useAddress(): { readonly get: (name: string) => string | null; readonly set: (changes: Readonly<Record<string, string | null>>) => void } {
  const params = useSearchParams();
  const path = usePathname();
  const router = useRouter();
  const get = useCallback((name: string) => params.get(name), [params]);
  const set = useCallback(
    (changes: Readonly<Record<string, string | null>>) => {
      const next = new URLSearchParams(params);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null || value === '') next.delete(name);
        else next.set(name, value);
      }
      const text = next.toString();
      router.replace(text ? `${path}?${text}` : path, { scroll: false });
    },
    [params, path, router],
  );
  return { get, set };
}
