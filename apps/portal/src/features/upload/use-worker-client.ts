'use client';
import { useCallback, useEffect, useRef } from 'react';
import { IntakeWorkerClient } from './intake-worker-client.ts';

/** The workers of this page, started when first needed and ended with it. */
export function useWorkerClient(): () => IntakeWorkerClient {
  const held = useRef<IntakeWorkerClient | null>(null);
  useEffect(
    () => () => {
      held.current?.close();
      held.current = null;
    },
    [],
  );
  return useCallback((): IntakeWorkerClient => {
    held.current ??= new IntakeWorkerClient(() => new Worker(new URL('./intake.worker.ts', import.meta.url), { type: 'module' }));
    return held.current;
  }, []);
}
