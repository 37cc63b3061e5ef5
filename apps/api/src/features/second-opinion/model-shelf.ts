import type { ModelFiles, Predictor } from '@echocohort/inference';
import { refuse, type Result } from '@echocohort/kernel';
import { bundleKey, readVerified, type ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { sha256 } from '../../platform/sha256.ts';
import { STORAGE } from '../../platform/tokens.ts';
import type { FinishedModel } from './finished-model.ts';

/** Models that stay open: a full one takes a few hundred megabytes. */
const KEPT = 2;

interface Shelved {
  readonly opened: Promise<Result<Predictor>>;
  users: number;
  /** No longer on the shelf: closed when its last user is done. */
  gone: boolean;
}

/** Models that score pictures, opened when they are first asked for; the least recently used is closed. */
@Injectable()
export class ModelShelf implements OnApplicationShutdown {
  private readonly shelf = new Map<string, Shelved>();

  constructor(@Inject(STORAGE) private readonly storage: ObjectStorage) {}

  /** Does something with a model, which stays open meanwhile. */
  async use<T>(model: FinishedModel, work: (predictor: Predictor) => Promise<Result<T>>): Promise<Result<T>> {
    const shelved = this.take(model);
    shelved.users += 1;
    try {
      const opened = await shelved.opened;
      if (opened.ok) return await work(opened.value);
      this.shelf.delete(model.runId);
      return opened;
    } finally {
      shelved.users -= 1;
      await this.closeIfDone(shelved);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    for (const shelved of this.shelf.values()) {
      shelved.gone = true;
      await this.closeIfDone(shelved);
    }
    this.shelf.clear();
  }

  private take(model: FinishedModel): Shelved {
    const kept = this.shelf.get(model.runId);
    const shelved = kept ?? { opened: this.open(model), users: 0, gone: false };
    this.shelf.delete(model.runId);
    this.shelf.set(model.runId, shelved);
    for (const [runId, oldest] of this.shelf) {
      if (this.shelf.size <= KEPT) break;
      this.shelf.delete(runId);
      oldest.gone = true;
      void this.closeIfDone(oldest);
    }
    return shelved;
  }

  private async closeIfDone(shelved: Shelved): Promise<void> {
    if (!shelved.gone || shelved.users > 0) return;
    const opened = await shelved.opened;
    if (opened.ok) await opened.value.close();
  }

  /** The files by the digests that were registered, and the whole by the model's digest. The runtime is loaded with the first model. */
  private async open({ runId, bundle, digest }: FinishedModel): Promise<Result<Predictor>> {
    const { openPredictor } = await import('@echocohort/inference');
    const files: ModelFiles = {
      read: async (path) => {
        const listed = bundle.files.find((file) => file.path === path);
        return listed === undefined ? refuse({ code: 'bundle-file-missing', detail: `The model bundle has no ${path}.` }) : readVerified(this.storage, bundleKey(runId, path), listed.sha256);
      },
    };
    const opened = await openPredictor(files, sha256);
    if (!opened.ok || opened.value.digest === digest) return opened;
    await opened.value.close();
    return refuse({ code: 'bundle-digest-differs', detail: 'The stored model is not the one that was registered.' });
  }
}
