import type { RunningJob } from '@echocohort/jobs';
import type { Refusal } from '@echocohort/kernel';
import { appendAudit, Database, failAnalysis, findAnalysis, findRun, findSealedOutcomes, finishAnalysis, setAnalysisProgress, type AnalysisRow, type RunRow } from '@echocohort/persistence';
import { analysisKey, analysisMapKey, type ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { JobHandler } from '../../jobs/job-registry.ts';
import { ActiveStudy, studyRef, type CurrentStudy } from '../../platform/active-study.ts';
import { errorFacts, type Log } from '../../platform/log.ts';
import { sha256 } from '../../platform/sha256.ts';
import { LOG, STORAGE } from '../../platform/tokens.ts';
import { ReadSnapshot } from '../snapshots/read-snapshot.ts';
import { AnalysisWorkshop } from './analysis-workshop.ts';
import type { AnalysisTask } from './analysis-work.ts';
import { FailureMapMaker } from './failure-map-maker.ts';
import { readLockedStudy } from './read-locked-study.ts';
import { readModels } from './read-models.ts';

const TELL_EVERY_MS = 1000;

/** An expected end without results: told to the person who asked, not tried again. */
class AnalysisRefused extends Error {
  constructor(readonly refusal: Pick<Refusal, 'code' | 'detail'>) {
    super(refusal.code);
    this.name = 'AnalysisRefused';
  }
}

/** Analyses a locked snapshot with the predictions of chosen runs and stores results and report: both or neither is offered. */
@Injectable()
export class AnalyseSnapshotJob implements JobHandler<'analyse'> {
  readonly queue = 'analyse';

  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
    private readonly workshop: AnalysisWorkshop,
    private readonly snapshots: ReadSnapshot,
    private readonly maps: FailureMapMaker,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async handle({ payload }: RunningJob<'analyse'>): Promise<void> {
    const study = await this.study.required();
    const row = await this.database.system((tx) => findAnalysis(tx, study.id, payload.analysisId));
    if (row === null || row.status === 'finished') return;
    try {
      await this.make(study, row);
    } catch (error) {
      const refusal = error instanceof AnalysisRefused ? error.refusal : { code: 'analysis-failed', detail: 'The analysis met a fault that nobody expected; the log of the worker says more.' };
      this.log.error({ analysisId: row.id, code: refusal.code, ...errorFacts(error) }, 'analysis failed');
      await this.database.system((tx) => failAnalysis(tx, row.id, refusal));
      if (!(error instanceof AnalysisRefused)) throw error;
    }
  }

  private async make(study: CurrentStudy, row: AnalysisRow): Promise<void> {
    const tell = this.teller(row.id);
    tell(0.02);
    const { task, models, runs } = await this.gather(study, row);
    const made = await this.workshop.make(task, { tell, makeMaps: (wishes) => this.maps.make(runs, row.snapshotRoot, wishes) });
    if (!made.ok) throw new AnalysisRefused(made.refusal);
    const { result, report, maps } = made.value;
    for (const [key, bytes] of [...maps.map((map) => [analysisMapKey(row.id, sha256(map)), map] as const), [analysisKey(row.id, 'result.json'), result] as const, [analysisKey(row.id, 'report.zip'), report] as const]) {
      const stored = await this.storage.put(key, Buffer.from(bytes));
      if (!stored.ok) throw new AnalysisRefused(stored.refusal);
    }
    await this.finish(study, row, models, { resultSha256: sha256(result), reportSha256: sha256(report), reportBytes: report.length });
  }

  private async gather(study: CurrentStudy, row: AnalysisRow): Promise<{ readonly task: AnalysisTask; readonly models: readonly string[]; readonly runs: readonly RunRow[] }> {
    const { sealed, runs } = await this.database.system(async (tx) => {
      const found: RunRow[] = [];
      for (const runId of row.runs) {
        const run = await findRun(tx, study.id, runId);
        if (run !== null) found.push(run);
      }
      return { sealed: await findSealedOutcomes(tx, row.snapshotId), runs: found };
    });
    const locked = await readLockedStudy(this.snapshots, row.snapshotRoot, sealed);
    if (!locked.ok) throw new AnalysisRefused(locked.refusal);
    const read = await readModels(this.storage, runs, row.snapshotRoot);
    if (!read.ok) throw new AnalysisRefused(read.refusal);
    const { records, snapshot } = locked.value;
    const { models, facts } = read.value;
    return { task: { records: { ...records, models }, snapshot, bundles: facts, language: row.language }, models: facts.flatMap(({ digest }) => (digest === null ? [] : [digest])), runs };
  }

  private finish(study: CurrentStudy, row: AnalysisRow, models: readonly string[], made: { resultSha256: string; reportSha256: string; reportBytes: number }): Promise<void> {
    return this.database.system(async (tx) => {
      if (!(await finishAnalysis(tx, row.id, made))) return;
      const payload = { analysis: row.id, root: row.snapshotRoot, models: [...models], result: made.resultSha256, report: made.reportSha256 };
      await appendAudit(tx, studyRef(study), { type: 'analysis.made', centre: null, case: null, payload }, row.requestedById);
    });
  }

  /** Progress once a second; one that cannot be written is of no matter. */
  private teller(analysisId: string): (share: number) => void {
    let told = 0;
    return (share) => {
      if (Date.now() - told < TELL_EVERY_MS) return;
      told = Date.now();
      this.database.system((tx) => setAnalysisProgress(tx, analysisId, Math.min(0.99, share))).catch((error: unknown) => this.log.warn({ analysisId, ...errorFacts(error) }, 'progress not written'));
    };
  }
}
