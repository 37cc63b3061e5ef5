import { refuse, type Result } from '@echocohort/kernel';
import { readPredictions, type LesionScore } from '@echocohort/model';
import { bundleKey, readVerified, type ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import { STORAGE } from '../../platform/tokens.ts';
import type { FinishedModel } from '../second-opinion/finished-model.ts';

const MOST_KEPT = 8;
const FILE = 'predictions.csv';

/**
 * Scores of registered models, read once: a gallery asks for each of its pictures. The registered digest is the key, so what is kept cannot grow
 * stale; whether outcomes are open is no part of it and is asked each time.
 */
@Injectable()
export class Predictions {
  private readonly kept = new Map<string, Promise<Result<LesionScore[]>>>();

  constructor(@Inject(STORAGE) private readonly storage: ObjectStorage) {}

  async of({ runId, bundle }: Pick<FinishedModel, 'runId' | 'bundle'>): Promise<Result<LesionScore[]>> {
    const listed = bundle.files.find(({ path }) => path === FILE);
    if (listed === undefined) return refuse({ code: 'bundle-file-missing', detail: 'The model bundle has no predictions.csv.' });
    const key = `${runId} ${listed.sha256}`;
    const reading = this.kept.get(key) ?? this.read(runId, listed.sha256);
    this.kept.delete(key);
    this.kept.set(key, reading); // the newest last
    for (const oldest of [...this.kept.keys()].slice(0, -MOST_KEPT)) this.kept.delete(oldest);
    const scores = await reading.catch((error: unknown) => {
      this.kept.delete(key);
      throw error;
    });
    if (!scores.ok) this.kept.delete(key); // a store that was away may be back at the next question
    return scores;
  }

  private async read(runId: string, sha256: string): Promise<Result<LesionScore[]>> {
    const bytes = await readVerified(this.storage, bundleKey(runId, FILE), sha256);
    return bytes.ok ? readPredictions(new TextDecoder().decode(bytes.value)) : bytes;
  }
}
