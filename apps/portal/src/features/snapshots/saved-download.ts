'use client';
import { createSHA256 } from 'hash-wasm';
import { useEffect, useRef, useState } from 'react';
import { bytesFrom, type DownloadState } from './download-state.ts';

type Picker = (options: { readonly suggestedName: string }) => Promise<FileSystemFileHandle>;

declare global {
  interface Window {
    /** Browsers that let a page write to a file that the person chose have it; others download as they always do. */
    showSaveFilePicker?: Picker;
  }
}

const TELL_EVERY_MS = 200;

interface Going {
  readonly file: FileSystemFileHandle;
  readonly hash: Awaited<ReturnType<typeof createSHA256>>;
  got: number;
}

/** Whether this browser can save a download piece by piece into a file that the person chooses. */
export const canSave = (): boolean => typeof window !== 'undefined' && window.showSaveFilePicker !== undefined;

/** Asks for the bytes that are not there yet and writes them behind the others; gives the size of the whole. */
async function takeRest(url: string, going: Going, signal: AbortSignal, tell: (total: number) => void): Promise<number> {
  const answer = await fetch(url, { signal, headers: going.got > 0 ? { range: `bytes=${going.got}-` } : {} });
  const { from, total } = bytesFrom(answer.status, answer.headers.get('content-range'), answer.headers.get('content-length'));
  if (from !== going.got || answer.body === null) throw new Error('the answer does not go on where the file ends');
  const writable = await going.file.createWritable({ keepExistingData: true });
  try {
    await writable.seek(going.got);
    const reader = answer.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      await writable.write(new Uint8Array(part.value));
      going.hash.update(part.value);
      going.got += part.value.length;
      tell(total);
    }
  } finally {
    // Only what was closed is kept, so that the next part can go on behind it.
    await writable.close();
  }
  return total;
}

/** A download into a file of the person's choice, with figures; it can be paused, and goes on where it stopped. */
export function useSavedDownload(url: string, name: string, sha256: string | null) {
  const [state, setState] = useState<DownloadState>({ phase: 'idle', got: 0, total: null, perSecond: 0 });
  const going = useRef<Going | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const run = async (own: Going) => {
    const control = new AbortController();
    stop.current = control;
    const [began, before] = [Date.now(), own.got];
    let told = 0;
    const tell = (total: number) => {
      if (Date.now() - told < TELL_EVERY_MS) return;
      told = Date.now();
      setState({ phase: 'running', got: own.got, total, perSecond: (1000 * (own.got - before)) / Math.max(1, Date.now() - began) });
    };
    setState((now) => ({ ...now, phase: 'running' }));
    try {
      const total = await takeRest(url, own, control.signal, tell);
      // The digest ends the hash, so it is asked for once, when everything is there.
      const phase = own.got < total ? 'broken' : sha256 === null ? 'whole-unchecked' : own.hash.digest('hex') === sha256 ? 'whole' : 'differs';
      setState({ phase, got: own.got, total, perSecond: 0 });
    } catch {
      setState((now) => ({ ...now, phase: control.signal.aborted ? 'paused' : 'broken', got: own.got, perSecond: 0 }));
    }
  };
  const start = async () => {
    const file = await window.showSaveFilePicker?.({ suggestedName: name }).catch(() => null);
    if (!file) return;
    const hash = await createSHA256();
    hash.init();
    going.current = { file, hash, got: 0 };
    await run(going.current);
  };
  const goOn = () => { if (going.current) void run(going.current); };
  return { state, start: () => void start(), pause: () => stop.current?.abort(), goOn };
}
