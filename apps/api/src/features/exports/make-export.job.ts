import type { OpenedOutcomes } from '@echocohort/export';
import type { RunningJob } from '@echocohort/jobs';
import { toHex } from '@echocohort/kernel';
import { appendAudit, Database, failExport, findExport, findSealedOutcomes, findSnapshot, finishExport, setExportProgress, type ExportRow } from '@echocohort/persistence';
import { Inject, Injectable } from '@nestjs/common';
import type { JobHandler } from '../../jobs/job-registry.ts';
import { errorFacts, type Log } from '../../platform/log.ts';
import { ActiveStudy, studyRef, type CurrentStudy } from '../../platform/active-study.ts';
import { LOG } from '../../platform/tokens.ts';
import { notTakenBack } from '../releases/check-release.ts';
import { openingProof } from '../sealing/opening-proof.ts';
import { readSummary } from '../snapshots/snapshot.view.ts';
import type { ExportMade } from './export-work.ts';
import { ExportBroken, ExportWorkshop } from './export-workshop.ts';
import { ReportSources } from './report-source.ts';

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
    private readonly reports: ReportSources,
    private readonly workshop: ExportWorkshop,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async handle({ payload, signal }: RunningJob<'export'>): Promise<void> {
    const study = await this.study.required();
    const row = await this.database.system((tx) => findExport(tx, study.id, payload.exportId));
    if (row === null || row.status === 'finished') return;
    try {
      await this.make(study, row, signal);
    } catch (error) {
      const code = error instanceof ExportRefused ? error.code : 'export-failed';
      this.log.error({ exportId: row.id, code, ...errorFacts(error), ...(error instanceof ExportBroken && { process: error.facts }) }, 'export failed');
      await this.database.system((tx) => failExport(tx, row.id, code));
      if (code === 'export-failed') throw error;
    }
  }

  private async make(study: CurrentStudy, row: ExportRow, signal: AbortSignal): Promise<void> {
    const given = await this.database.system((tx) => notTakenBack(tx, row.snapshotId));
    if (!given.ok) throw new ExportRefused(given.refusal.code);
    const [opened, report] = [await this.openedOutcomes(study, row), await this.reports.of(study.id, row.snapshotId)];
    const made = await this.workshop.make({ exportId: row.id, root: row.snapshotRoot, opened, report }, this.teller(row.id), signal);
    if (!made.ok) throw new ExportRefused(made.refusal.code);
    await this.finish(study, row, made.value);
  }

  private async openedOutcomes(study: CurrentStudy, row: ExportRow): Promise<OpenedOutcomes | null> {
    return this.database.system(async (tx) => {
      const sealed = await findSealedOutcomes(tx, row.snapshotId);
      const snapshot = await findSnapshot(tx, study.id, row.snapshotId);
      if (snapshot === null || !sealed?.openedAt || sealed.modelDigest === null || sealed.salt === null || sealed.outcomes === null) return null;
      const proof = await openingProof(tx, studyRef(study), row.snapshotId, readSummary(snapshot).record);
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

  private finish(study: CurrentStudy, row: ExportRow, made: ExportMade): Promise<void> {
    return this.database.system(async (tx) => {
      if (!(await finishExport(tx, row.id, made))) return;
      await appendAudit(tx, studyRef(study), { type: 'export.made', centre: null, case: null, payload: { export: row.id, root: row.snapshotRoot, sha256: made.sha256, sizeBytes: made.sizeBytes } }, row.requestedById);
    });
  }
}
