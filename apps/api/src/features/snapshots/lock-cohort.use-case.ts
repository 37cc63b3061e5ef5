import { randomUUID } from 'node:crypto';
import { gatheredTexts, lockReadiness, manifestKey, objectKey, type PackedLeaves, type SnapshotLeaf } from '@echocohort/cohort';
import { routes, type SnapshotView } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { manifestPieces, recordPieces, type RecordFile } from '@echocohort/export';
import { ok, refuse, type Result } from '@echocohort/kernel';
import {
  Database, findSnapshot, holdCases, holdCohort, holdLastRoot, insertSnapshot, lockCases, signatureUsed, signatureWordUsed, updateCohort, appendAuditAll,
  type CohortRow, type Tx,
} from '@echocohort/persistence';
import type { ObjectContent, ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { RefusalError } from '../../http/refusal.error.ts';
import { ActiveStudy, studyRef, type CurrentStudy } from '../../platform/active-study.ts';
import { SigningKey } from '../../platform/signing-key.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { CheckPasswordAgain } from '../auth/check-password-again.ts';
import { externalCentres } from '../cohorts/cohort-catalogue.ts';
import { screenedCases } from '../cohorts/cohort-cases.ts';
import { cohortPreviewOf } from '../cohorts/cohort-preview.view.ts';
import { cohortChanged, cohortLocked, cohortNotFound, currentSplit, definitionOf } from '../cohorts/cohort.view.ts';
import { StudyDesk } from '../study-work/study-desk.ts';
import { auditFile, type AuditFile } from './audit-file.ts';
import { gatherLock, textLeaf, type GatheredLock } from './gather-lock.ts';
import { LockChallenge } from './lock-challenge.ts';
import { lockEvents } from './lock-events.ts';
import { makeManifest, type ManifestHead } from './make-manifest.ts';
import { sealOutcomesOf, writeSealed } from './seal-outcomes.ts';
import { snapshotViewOf, summaryOf } from './snapshot.view.ts';
import { withSpool, type TextSpool } from './text-spool.ts';

type Body = BodyOf<typeof routes.lockCohort>;

/** A lock as the work inside the transaction needs it. `digest` null: the signer signs what is there (a successor). */
export interface AskedLock {
  readonly cohortId: string;
  readonly version: number;
  readonly meaning: string;
  readonly digest: string | null;
  readonly nonce: string | null;
  readonly succeedsId?: string;
  /** Manifests written so far, to be taken away when the lock fails. */
  readonly written: string[];
}

/** What was read under the held rows, and what the lock makes of it. */
interface ReadLock {
  readonly study: CurrentStudy;
  readonly cohort: CohortRow;
  readonly lock: GatheredLock;
  readonly audit: AuditFile;
  readonly previousRoot: string | null;
  readonly asked: AskedLock;
}

const replayed: Result<never> = refuse({ code: 'signature-replayed', detail: 'This signature was given before. A signature is used once; look at the preview again and sign anew.' });

const LOCK_MS = 300_000;
const LOOKS_AT_ONCE = 64;

async function* encoded(pieces: Iterable<string>): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (const piece of pieces) yield Buffer.from(piece, 'utf8');
}

/**
 * Locks a cohort with an electronic signature: password again, meaning, digest of what was shown. One transaction
 * holds cohort and cases, reads everything anew, and compares; what changed since the signer looked is refused.
 */
@Injectable()
export class LockCohortUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
    private readonly password: CheckPasswordAgain,
    private readonly key: SigningKey,
    private readonly challenge: LockChallenge,
    private readonly desk: StudyDesk,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  run(caller: Caller, cohortId: string, version: number, body: Body): Promise<Result<SnapshotView>> {
    return this.desk.run({ work: 'lock', caller: caller.facts, cohortId, version, body }, routes.lockCohort.response, () => this.here(caller, cohortId, version, body));
  }

  private async here(caller: Caller, cohortId: string, version: number, body: Body): Promise<Result<SnapshotView>> {
    const right = await this.password.run(caller, body.password);
    if (!right.ok) return right;
    const word = body.nonce === undefined ? ok(true) : this.challenge.check(caller, cohortId, body.digest, body.nonce);
    if (!word.ok) return word;
    const asked = { cohortId, version, meaning: body.meaning, digest: body.digest, nonce: body.nonce ?? null };
    return this.transaction(caller, (tx, written) => this.lock(tx, caller, { ...asked, written }));
  }

  /** One transaction for the whole lock. A refusal inside it (`undo`) or a failure leaves neither rows nor a manifest. */
  async transaction(caller: Caller, work: (tx: Tx, written: string[]) => Promise<Result<SnapshotView>>): Promise<Result<SnapshotView>> {
    const written: string[] = [];
    try {
      return await this.database.as(caller.dbIdentity('cohort.lock', { pathology: true }), (tx) => work(tx, written), { timeoutMs: LOCK_MS });
    } catch (error) {
      // The record says nothing of this lock, so its manifest must not either. Objects that nobody names are swept.
      for (const key of written) await this.storage.remove(key);
      throw error;
    }
  }

  /** The lock itself, inside a transaction. */
  lock(tx: Tx, caller: Caller, asked: AskedLock): Promise<Result<SnapshotView>> {
    return withSpool((spool) => this.readAndSeal(tx, caller, asked, spool));
  }

  private async readAndSeal(tx: Tx, caller: Caller, asked: AskedLock, spool: TextSpool): Promise<Result<SnapshotView>> {
    const study = await this.study.required(tx);
    const cohort = await holdCohort(tx, study.id, asked.cohortId);
    if (cohort === null) return cohortNotFound;
    if (asked.nonce !== null && (await signatureWordUsed(tx, asked.nonce))) return replayed;
    if (cohort.status === 'locked') return cohortLocked;
    if (cohort.version !== asked.version) return cohortChanged;
    const previousRoot = await holdLastRoot(tx, study.id);
    const lock = await this.read(tx, study, cohort, asked.digest, spool);
    if (!lock.ok) return lock;
    if (await signatureUsed(tx, caller.personId, lock.value.digest ?? '', asked.nonce)) return replayed;
    const audit = await auditFile(tx, studyRef(study));
    try {
      return await this.seal(tx, caller, { study, cohort, lock: lock.value, audit, previousRoot, asked });
    } finally {
      await audit.discard();
    }
  }

  /** Everything was read and is as it was signed: files, manifest, rows, events. */
  private async seal(tx: Tx, caller: Caller, { study, cohort, lock, audit, previousRoot, asked }: ReadLock): Promise<Result<SnapshotView>> {
    const sealed = sealOutcomesOf(lock.included, externalCentres(study.definition), lock.holders);
    const { leaves } = lock;
    // The two that no signer can have seen; the digest that was signed is without them.
    for (const leaf of [audit.leaf, ...(sealed === null ? [] : [textLeaf(sealed.file)])]) leaves.add(leaf);
    const manifest = makeManifest({ study, lock, leaves, audit: audit.head, previousRoot, signature: { person: caller.name, meaning: asked.meaning, at: tx.at } }, this.key);
    await this.store(lock, audit, sealed === null ? [] : [sealed.file]);
    await this.storeManifest(manifest, leaves, asked.written);
    const snapshotId = await this.write(tx, caller, study, cohort, lock, manifest, asked);
    if (sealed !== null) await writeSealed(tx, snapshotId, sealed);
    await appendAuditAll(tx, studyRef(study), lockEvents({ snapshotId, cohort, manifest, lock, meaning: asked.meaning }));
    const row = await findSnapshot(tx, study.id, snapshotId);
    if (row === null) throw new Error('the snapshot cannot be read again');
    return ok(snapshotViewOf(row, sealed === null ? 'none' : null));
  }

  /** Holds the cases of the split before it reads them: nothing can change any more. A case that joined since is told by the checklist. */
  private async read(tx: Tx, study: CurrentStudy, cohort: CohortRow, digest: string | null, spool: TextSpool): Promise<Result<GatheredLock>> {
    await holdCases(tx, currentSplit(cohort)?.rows.map(({ lesion }) => lesion) ?? []);
    const lock = await gatherLock(tx, study, cohort, await screenedCases(tx, study.definition), spool);
    const open = lockReadiness(lock.facts).find((line) => !line.ready);
    if (open) return refuse({ code: 'not-ready', detail: `${open.sentence.en}.`, facts: { check: open.code, count: open.count, sentence: open.sentence } });
    if (digest !== null && lock.digest !== digest) return refuse({ code: 'content-changed', detail: 'The content changed since it was shown to you. Look at the preview again, then sign.', field: 'digest' });
    return ok(lock);
  }

  /** The texts are made again, one at a time; the storage compares each with its leaf. */
  private async store({ content, texts }: GatheredLock, audit: AuditFile, sealed: readonly RecordFile[]): Promise<void> {
    for (const { path, pieces } of content === null ? [] : recordPieces(content)) {
      const leaf = texts.get(path);
      if (leaf === undefined) throw new Error('a text of the record is no leaf');
      await this.put(leaf, encoded(pieces));
    }
    for (const file of sealed) await this.put(textLeaf(file), Buffer.from(file.text, 'utf8'));
    await this.put(audit.leaf, audit.read());
  }

  private async put({ sha256, size }: SnapshotLeaf, content: ObjectContent): Promise<void> {
    const put = await this.storage.put(objectKey(sha256), content, { sha256, size });
    if (!put.ok) throw new RefusalError(put.refusal);
  }

  private async storeManifest(manifest: ManifestHead, leaves: PackedLeaves, written: string[]): Promise<void> {
    await this.checkObjects(leaves);
    const key = manifestKey(manifest.record.root);
    written.push(key);
    const put = await this.storage.put(key, encoded(gatheredTexts(manifestPieces(manifest, leaves))));
    if (!put.ok) throw new RefusalError(put.refusal);
  }

  /** Every file of the snapshot must be there, with its size, before anybody signs for it. */
  private async checkObjects(leaves: PackedLeaves): Promise<void> {
    const look = async (part: readonly SnapshotLeaf[]): Promise<void> => {
      const found = await Promise.all(part.map(({ sha256 }) => this.storage.stat(objectKey(sha256))));
      if (found.every((there, index) => there.ok && there.value.size === part[index]?.size)) return;
      throw new RefusalError({ code: 'image-object-missing', detail: 'A stored image of the cohort cannot be found whole in the object storage; restore it from a backup before the lock.' });
    };
    let part: SnapshotLeaf[] = [];
    for (const leaf of leaves) {
      part.push(leaf);
      if (part.length < LOOKS_AT_ONCE) continue;
      await look(part);
      part = [];
    }
    await look(part);
  }

  private async write(tx: Tx, caller: Caller, study: CurrentStudy, cohort: CohortRow, lock: GatheredLock, manifest: ManifestHead, asked: AskedLock): Promise<string> {
    const { root, previousRoot, contentDigest } = manifest.record;
    const setOf = new Map(lock.split?.rows.map(({ lesion, set }) => [lesion, set]));
    const snapshotId = randomUUID();
    await insertSnapshot(tx, study.id, {
      id: snapshotId, cohortId: cohort.id, root, manifestKey: manifestKey(root), summary: summaryOf(manifest.record, lock.leaves, cohortPreviewOf(cohort, lock, study.definition)), previousRoot,
      lesions: lock.included.map(({ row }) => ({ caseId: row.id, centre: row.centre, set: setOf.get(row.code) ?? '' })),
      signature: { meaning: manifest.signatures[0]?.meaning ?? '', digest: contentDigest, nonce: asked.nonce }, succeedsId: asked.succeedsId,
    }, caller.personId);
    await lockCases(tx, lock.included.map(({ row }) => row.id), snapshotId);
    await updateCohort(tx, cohort.id, { definition: definitionOf(cohort), status: 'locked' });
    return snapshotId;
  }
}
