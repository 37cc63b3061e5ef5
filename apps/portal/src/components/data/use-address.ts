'use client';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useRef } from 'react';

type Changes = Readonly<Record<string, string | null>>;

interface Address {
  readonly get: (name: string) => string | null;
  /** Changes the page in its place: filters, tabs. */
  readonly set: (changes: Changes) => void;
  /** Opens something over the page, which the browser's back button closes again. */
  readonly open: (changes: Changes) => void;
  /** Closes what `open` opened: goes back where this page opened it, else takes it out of the address. */
  readonly close: (changes: Changes) => void;
}

/** Reads and changes the query part of the page's address, where filters, open tabs and open lists live. */
export function useAddress(): Address {
  const params = useSearchParams();
  const path = usePathname();
  const router = useRouter();
  const opened = useRef(false);
  const get = useCallback((name: string) => params.get(name), [params]);
  const changed = useCallback((changes: Changes) => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === '') next.delete(name);
      else next.set(name, value);
    }
    const text = next.toString();
    return text ? `${path}?${text}` : path;
  }, [params, path]);
  const set = useCallback((changes: Changes) => router.replace(changed(changes), { scroll: false }), [changed, router]);
  const open = useCallback((changes: Changes) => {
    opened.current = true;
    router.push(changed(changes), { scroll: false });
  }, [changed, router]);
  const close = useCallback((changes: Changes) => {
    if (opened.current) router.back();
    else set(changes);
    opened.current = false;
  }, [router, set]);
  return { get, set, open, close };
}
