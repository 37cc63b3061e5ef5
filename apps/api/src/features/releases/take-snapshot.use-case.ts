import { Readable } from 'node:stream';
import { manifestKey, objectKey } from '@echocohort/cohort';
import { OUTCOMES_PATH } from '@echocohort/export';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { appendAudit, Database, downloadedSince, findSealedOutcomes, listExports, noteTokenUse, recordDownload, type AgreementName } from '@echocohort/persistence';
import type { ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { RefusalError } from '../../http/refusal.error.ts';
import { StreamAnswer, type ByteRange } from '../../http/stream-answer.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { ReadSnapshot } from '../snapshots/read-snapshot.ts';
import { mayTake, takenUnder, type Taking } from './check-release.ts';

/** Parts that a person takes within this time belong to one download. */
const ONE_DOWNLOAD_MS = 24 * 3_600_000;

/** A taking, and the version of the agreement that it happens under. */
interface Agreed extends Taking {
  readonly document: AgreementName | null;
}

const noFile: Result<never> = refuse({ code: 'not-found', detail: 'The snapshot holds no file of this path.' });
const noExport: Result<never> = refuse({ code: 'not-ready', detail: 'No export of this snapshot is finished; ask a statistician of the study for one, or read its files one by one.' });

/** Gives a snapshot out to programs and to people whom it was released to: manifest, single files, the export as a whole. */
@Injectable()
export class TakeSnapshotUseCase {
  constructor(
    private readonly database: Database,
    private readonly read: ReadSnapshot,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  async manifest(caller: Caller, snapshotId: string): Promise<Result<StreamAnswer>> {
    const taking = await this.taking(caller, snapshotId);
    if (!taking.ok) return taking;
    const key = manifestKey(taking.value.snapshot.root);
    const found = await this.storage.stat(key);
    if (!found.ok) return found;
    return ok(new StreamAnswer({ sizeBytes: found.value.size, mediaType: 'application/json', digest: taking.value.snapshot.root }, (range) => this.open(key, range, () => this.note(caller, taking.value, 'manifest'))));
  }

  async file(caller: Caller, snapshotId: string, path: string): Promise<Result<StreamAnswer>> {
    const taking = await this.taking(caller, snapshotId);
    if (!taking.ok) return taking;
    if (path === OUTCOMES_PATH) return this.openedOutcomes(snapshotId);
    const leaves = await this.read.leaves(taking.value.snapshot.root);
    if (!leaves.ok) return leaves;
    const leaf = leaves.value.get(path);
    if (leaf === undefined) return noFile;
    return ok(new StreamAnswer({ sizeBytes: leaf.size, mediaType: 'application/octet-stream', digest: leaf.sha256 }, (range) => this.open(objectKey(leaf.sha256), range, () => Promise.resolve())));
  }

  async zip(caller: Caller, snapshotId: string): Promise<Result<StreamAnswer>> {
    const taking = await this.taking(caller, snapshotId, true);
    if (!taking.ok) return taking;
    const made = (await this.database.system((tx) => listExports(tx, snapshotId))).find(({ status }) => status === 'finished');
    if (made === undefined || made.key === null || made.sizeBytes === null || made.sha256 === null) return noExport;
    const { id, key, sizeBytes, sha256 } = made;
    const name = `${caller.studyCode}-${taking.value.snapshot.root.slice(0, 12)}.zip`;
    return ok(new StreamAnswer({ sizeBytes, mediaType: 'application/zip', fileName: name, digest: sha256 }, async (range) => {
      const found = await this.storage.get(key, range ?? undefined);
      if (!found.ok) throw new RefusalError(found.refusal);
      // A resumed download is one download; but whoever begins in the middle is on record too.
      const goesOn = (range?.start ?? 0) > 0 && (await this.database.system((tx) => downloadedSince(tx, id, caller.personId, new Date(tx.at.getTime() - ONE_DOWNLOAD_MS))));
      if (!goesOn) {
        await this.database.system((tx) => recordDownload(tx, id, caller.personId, { agreement: taking.value.agreement, agreementId: taking.value.document?.id ?? null }));
        await this.note(caller, taking.value, 'zip');
      }
      return found.value.stream;
    }));
  }

  private async taking(caller: Caller, snapshotId: string, whole = false): Promise<Result<Agreed>> {
    return this.database.system(async (tx): Promise<Result<Agreed>> => {
      const taking = await mayTake(tx, caller, snapshotId);
      if (!taking.ok) return taking;
      const document = await takenUnder(tx, caller, taking.value, whole);
      if (!document.ok) return document;
      if (caller.tokenSnapshot !== null) await noteTokenUse(tx, caller.sessionId);
      return ok({ ...taking.value, document: document.value });
    });
  }

  /** Outcomes of external centres stand beside the snapshot once they are open; before, there is no such file. */
  private async openedOutcomes(snapshotId: string): Promise<Result<StreamAnswer>> {
    const sealed = await this.database.system((tx) => findSealedOutcomes(tx, snapshotId));
    if (!sealed?.openedAt || sealed.outcomes === null) return noFile;
    const bytes = Buffer.from(sealed.outcomes);
    return ok(new StreamAnswer({ sizeBytes: bytes.length, mediaType: 'application/octet-stream' }, (range) => Readable.from([range === null ? bytes : bytes.subarray(range.start, range.end + 1)])));
  }

  private async open(key: string, range: ByteRange | null, first: () => Promise<void>): Promise<Readable> {
    const found = await this.storage.get(key, range ?? undefined);
    if (!found.ok) throw new RefusalError(found.refusal);
    // A resumed download is one download: it is noted when it begins.
    if ((range?.start ?? 0) === 0) await first();
    return found.value.stream;
  }

  private note(caller: Caller, { snapshot, agreement, document }: Agreed, what: 'manifest' | 'zip'): Promise<void> {
    return this.database.system(async (tx) => {
      await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, {
        type: 'snapshot.taken', centre: null, case: null, payload: { snapshot: snapshot.id, root: snapshot.root, what, token: caller.tokenSnapshot === null ? null : caller.sessionId, agreement, ...(document !== null && { document: document.digest }) },
      }, caller.personId);
    });
  }
}
