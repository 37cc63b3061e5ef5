import { readManifest } from '@echocohort/cohort';
import { Database, holdObject, referredObjects } from '@echocohort/persistence';
import { readObject, type ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { RepeatedTask } from '../../jobs/job-registry.ts';
import type { Log } from '../../platform/log.ts';
import { LOG, STORAGE } from '../../platform/tokens.ts';

const BATCH = 500;
const ABANDONED_AFTER_MS = 24 * 3_600_000;

/**
 * Removes what broken-off uploads left behind. An object goes only when nothing referred to it in two rounds an hour
 * apart (a lock of a cohort stores its files before its manifest), and never while an upload is about to refer to it.
 */
@Injectable()
export class SweepObjectsTask implements RepeatedTask {
  readonly name = 'sweep-objects';
  readonly everySeconds = 3600;
  private suspects: ReadonlySet<string> = new Set();

  constructor(
    private readonly database: Database,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async run(): Promise<void> {
    const abandoned = await this.storage.removeAbandoned(new Date(Date.now() - ABANDONED_AFTER_MS));
    const locked = await this.lockedObjects();
    const orphans = await this.orphans(locked);
    let removed = 0;
    for (const sha256 of orphans) if (this.suspects.has(sha256) && (await this.remove(sha256))) removed += 1;
    this.suspects = new Set(orphans);
    this.log.info({ abandoned, orphans: orphans.length, removed }, 'swept objects');
  }

  /** Everything that a locked snapshot names. A manifest that cannot be read stops the round: better too much is kept. */
  private async lockedObjects(): Promise<ReadonlySet<string>> {
    const named = new Set<string>();
    for await (const { key } of this.storage.list('snapshots/')) {
      const text = await readObject(this.storage, key);
      const manifest = text.ok ? readManifest(new TextDecoder().decode(text.value)) : text;
      if (!manifest.ok) throw new Error(`a snapshot cannot be read, nothing is swept: ${manifest.refusal.code}`);
      for (const leaf of manifest.value.leaves) named.add(leaf.sha256);
    }
    return named;
  }

  private async orphans(locked: ReadonlySet<string>): Promise<string[]> {
    const orphans: string[] = [];
    let batch: string[] = [];
    const flush = async (): Promise<void> => {
      const referred = await this.database.system((tx) => referredObjects(tx, batch));
      orphans.push(...batch.filter((sha256) => !referred.has(sha256)));
      batch = [];
    };
    for await (const { key } of this.storage.list('objects/')) {
      const sha256 = key.split('/').at(-1) ?? '';
      if (!locked.has(sha256)) batch.push(sha256);
      if (batch.length === BATCH) await flush();
    }
    await flush();
    return orphans;
  }

  private remove(sha256: string): Promise<boolean> {
    return this.database.system(async (tx) => {
      await holdObject(tx, sha256, 'remove');
      if ((await referredObjects(tx, [sha256])).has(sha256)) return false;
      await this.storage.remove(`objects/${sha256.slice(0, 2)}/${sha256}`);
      return true;
    });
  }
}
