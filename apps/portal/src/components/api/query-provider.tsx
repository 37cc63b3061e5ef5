'use client';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { problemIn } from './call.ts';

/** Told when the API no longer knows the session; the shell listens and asks for the password over the page. */
const SIGNED_OUT = 'echocohort:signed-out';

/** A wrong password in a signature is answered 401 too; it says nothing about the session. */
const ABOUT_A_PASSWORD = ['wrong-password', 'locked-out'];

const watchSession = (error: unknown): void => {
  const { status, code } = problemIn(error);
  if (status === 401 && !ABOUT_A_PASSWORD.includes(code)) globalThis.dispatchEvent(new Event(SIGNED_OUT));
};

export function onSignedOut(listener: () => void): () => void {
  globalThis.addEventListener(SIGNED_OUT, listener);
  return () => globalThis.removeEventListener(SIGNED_OUT, listener);
}

/** Calls outside the query client (uploads) report an ended session here. */
export const reportSession = watchSession;

const newClient = (): QueryClient =>
  new QueryClient({
    queryCache: new QueryCache({ onError: watchSession }),
    mutationCache: new MutationCache({ onError: watchSession }),
    // No silent retries: a refusal is shown, and the person decides.
    defaultOptions: { queries: { retry: false, staleTime: 5_000, refetchOnWindowFocus: true, networkMode: 'always' }, mutations: { retry: false, networkMode: 'always' } },
  });

export function QueryProvider({ children }: { readonly children: ReactNode }) {
  const [client] = useState(newClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
