import { Database } from '@echocohort/persistence';
import type { ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import { errorFacts, type Log } from '../../platform/log.ts';
import { LOG, STORAGE } from '../../platform/tokens.ts';
import { textModelInstalled } from '../text-check/text-model-files.ts';

type PartState = 'ready' | 'not-ready';

/** Which part answers and which does not. */
export interface Readiness {
  readonly ready: boolean;
  readonly parts: Readonly<Record<string, PartState>>;
}

/** Asks every part that the service cannot work without, and tells of the search for text, which it can. */
@Injectable()
export class ReadinessUseCase {
  constructor(
    private readonly database: Database,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async run(): Promise<Readiness> {
    const parts = {
      database: await this.judge('database', () => this.database.ping()),
      storage: await this.judge('storage', () => this.storage.ping()),
    };
    // Without the text model everything else works; that images are not searched for text must be seen all the same.
    const textCheck: PartState = textModelInstalled() ? 'ready' : 'not-ready';
    return { ready: Object.values(parts).every((state) => state === 'ready'), parts: { ...parts, 'text-check': textCheck } };
  }

  private async judge(part: string, ask: () => Promise<unknown>): Promise<PartState> {
    try {
      await ask();
      return 'ready';
    } catch (error) {
      this.log.warn({ part, ...errorFacts(error) }, 'not ready');
      return 'not-ready';
    }
  }
}
