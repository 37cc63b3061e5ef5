import { manifestKey, objectKey, readManifest, type SnapshotLeaf, type SnapshotManifest } from '@echocohort/cohort';
import { derivationOf, exportZip, LeafDiffersError, type Derivation, type ExtraFiles, type OpenedOutcomes, type SignExport } from '@echocohort/export';
import type { RunningJob } from '@echocohort/jobs';
import { toHex } from '@echocohort/kernel';
import { appendAudit, Database, failExport, findExport, findSealedOutcomes, finishExport, setExportProgress, type ExportRow } from '@echocohort/persistence';
import { exportKey, readObject, type ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { JobHandler } from '../../jobs/job-registry.ts';
import { errorFacts, type Log } from '../../platform/log.ts';
import { ActiveStudy, studyRef, type CurrentStudy } from '../../platform/active-study.ts';
import { SigningKey } from '../../platform/signing-key.ts';
import { notTakenBack } from '../releases/check-release.ts';
import { openingProof } from '../sealing/opening-proof.ts';
import { LOG, STORAGE } from '../../platform/tokens.ts';
import { EXTRA_FILES } from './extra-files.ts';
import { ReportFiles } from './report-files.ts';

const TELL_EVERY_MS = 1000;

/** An expected end of the job without an export: told to the person who asked, not tried again. */
class ExportRefused extends Error {
  constructor(readonly code: string) {
    super(code);
    this.name = 'ExportRefused';
  }
}

/** Makes the zip of an export. The object appears in storage whole or not at all, so no half export is ever offered. */
@Injectable()
export class MakeExportJob implements JobHandler<'export'> {
  readonly queue = 'export';

  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
    private readonly key: SigningKey,
    private readonly reports: ReportFiles,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
    @Inject(LOG) private readonly log: Log,
    @Inject(EXTRA_FILES) private readonly extra: readonly ExtraFiles[],
  ) {}

  async handle({ payload, signal }: RunningJob<'export'>): Promise<void> {
    const study = await this.study.required();
    const row = await this.database.system((tx) => findExport(tx, study.id, payload.exportId));
    if (row === null || row.status === 'finished') return;
    try {
      await this.make(study, row, signal);
    } catch (error) {
      const code = error instanceof ExportRefused ? error.code : error instanceof LeafDiffersError ? 'snapshot-leaf-differs' : 'export-failed';
      this.log.error({ exportId: row.id, code, ...errorFacts(error) }, 'export failed');
      await this.database.system((tx) => failExport(tx, row.id, code));
      if (code === 'export-failed') throw error;
    }
  }

  private async make(study: CurrentStudy, row: ExportRow, signal: AbortSignal): Promise<void> {
    const given = await this.database.system((tx) => notTakenBack(tx, row.snapshotId));
    if (!given.ok) throw new ExportRefused(given.refusal.code);
    const manifest = await this.manifestOf(row);
    const opened = await this.openedOutcomes(study, row, manifest);
    const derivation = await this.derivation(study, row, manifest, opened);
    const zip = exportZip(manifest, (leaf) => this.open(leaf), { opened, derivation, sign: this.signer(), onProgress: this.teller(row.id) });
    const stop = (): void => void zip.destroy(new Error('the job was stopped'));
    signal.addEventListener('abort', stop, { once: true });
    const key = exportKey(row.id);
    try {
      const stored = await this.storage.put(key, zip);
      if (!stored.ok) throw new ExportRefused(stored.refusal.code);
      await this.finish(study, row, { key, sizeBytes: stored.value.size, sha256: stored.value.sha256 });
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  private async derivation(study: CurrentStudy, row: ExportRow, manifest: SnapshotManifest, opened: OpenedOutcomes | null): Promise<Derivation> {
    const derivation = await derivationOf(manifest, (leaf) => this.open(leaf), { outcomes: opened?.outcomes ?? null, extraFiles: [this.reports.of(study.id, row.snapshotId), ...this.extra] });
    if (!derivation.ok) throw new ExportRefused(derivation.refusal.code);
    return derivation.value;
  }

  private signer(): SignExport {
    return (bytes) => ({ algorithm: 'Ed25519', keyId: this.key.keyId, publicKey: this.key.publicPem, signature: this.key.sign(bytes) });
  }

  private async manifestOf(row: ExportRow): Promise<SnapshotManifest> {
    const text = await readObject(this.storage, manifestKey(row.snapshotRoot));
    if (!text.ok) throw new ExportRefused(text.refusal.code);
    const manifest = readManifest(new TextDecoder().decode(text.value));
    if (!manifest.ok) throw new ExportRefused(manifest.refusal.code);
    if (manifest.value.record.root !== row.snapshotRoot) throw new ExportRefused('manifest-root-differs');
    return manifest.value;
  }

  private async open(leaf: SnapshotLeaf): Promise<Readable> {
    const found = await this.storage.get(objectKey(leaf.sha256));
    if (!found.ok) throw new ExportRefused(found.refusal.code);
    return found.value.stream;
  }

  private async openedOutcomes(study: CurrentStudy, row: ExportRow, { record }: SnapshotManifest): Promise<OpenedOutcomes | null> {
    return this.database.system(async (tx) => {
      const sealed = await findSealedOutcomes(tx, row.snapshotId);
      if (!sealed?.openedAt || sealed.modelDigest === null || sealed.salt === null || sealed.outcomes === null) return null;
      const proof = await openingProof(tx, studyRef(study), row.snapshotId, record);
      return { saltHex: toHex(sealed.salt), outcomes: sealed.outcomes, modelDigest: sealed.modelDigest, openedAt: sealed.openedAt.toISOString(), ...(proof === null ? {} : { proof }) };
    });
  }

  /** Progress once a second; one that cannot be written is of no matter. */
  private teller(exportId: string): (share: number) => void {
    let told = 0;
    return (share) => {
      if (Date.now() - told < TELL_EVERY_MS) return;
      told = Date.now();
      this.database.system((tx) => setExportProgress(tx, exportId, share)).catch((error: unknown) => this.log.warn({ exportId, ...errorFacts(error) }, 'progress not written'));
    };
  }

  private finish(study: CurrentStudy, row: ExportRow, made: { key: string; sizeBytes: number; sha256: string }): Promise<void> {
    return this.database.system(async (tx) => {
      if (!(await finishExport(tx, row.id, made))) return;
      await appendAudit(tx, studyRef(study), { type: 'export.made', centre: null, case: null, payload: { export: row.id, root: row.snapshotRoot, sha256: made.sha256, sizeBytes: made.sizeBytes } }, row.requestedById);
    });
  }
}
