import { setTimeout as wait } from 'node:timers/promises';

const AGAIN_MS = 1000;

/** Tries again every second while the database does not answer, and tells each time; a trainer that is told to go tries only a few times more. */
export async function patiently<T>(what: () => Promise<T>, { tell, stop }: { readonly tell: (error: Error) => void; readonly stop: AbortSignal }): Promise<T> {
  for (let left = 5; ; ) {
    try {
      return await what();
    } catch (error) {
      if (stop.aborted && left-- === 0) throw error;
      tell(error instanceof Error ? error : new Error('unknown fault'));
      await wait(AGAIN_MS);
    }
  }
}
