import { needsRecords, readNomogram, riskFromRecords, type PatientValues, type StudyRecords } from '@echocohort/analyses';
import type { ReadRisk } from '@echocohort/contracts';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { Database, findAnalysis, findRun, type AnalysisRow, type RunRow } from '@echocohort/persistence';
import type { ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { RefusalError } from '../../http/refusal.error.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { ReadSnapshot } from '../snapshots/read-snapshot.ts';
import { analysisNotFound } from './analysis.view.ts';
import { readLockedStudy } from './read-locked-study.ts';
import { readModels } from './read-models.ts';
import { ShowAnalysesUseCase } from './show-analyses.use-case.ts';

/**
 * Reads a patient's risk off an analysis' nomogram. After Firth's fit the interval comes from the penalised likelihood of the very records
 * that the model was fitted to, read from the locked snapshot; external outcomes take no part and are not read. The patient is not kept.
 */
@Injectable()
export class ReadRiskUseCase {
  constructor(
    private readonly database: Database,
    private readonly analyses: ShowAnalysesUseCase,
    private readonly snapshots: ReadSnapshot,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  async run(caller: Caller, analysisId: string, values: PatientValues): Promise<Result<ReadRisk>> {
    const shown = await this.analyses.result(caller, analysisId);
    if (!shown.ok) return shown;
    const { nomogram } = shown.value.results;
    if (nomogram.status === 'refused') return refuse(nomogram.refusal);
    const read = readNomogram(nomogram.value, values);
    if (!read.ok) return read;
    const { probability, lower, upper, level } = read.value;
    if (!needsRecords(shown.value)) return ok({ probability, lower, upper, level, intervalMethod: 'wald' });
    const found = await this.rows(caller, analysisId);
    if (found === null) return analysisNotFound;
    const risk = riskFromRecords(shown.value, values, await this.records(found));
    return risk.ok ? ok({ ...risk.value, intervalMethod: 'penalised-profile' }) : risk;
  }

  private rows(caller: Caller, analysisId: string): Promise<{ row: AnalysisRow; runs: RunRow[] } | null> {
    return this.database.as(caller.dbIdentity('run.read'), async (tx) => {
      const row = await findAnalysis(tx, caller.studyId, analysisId);
      if (row === null) return null;
      const runs: RunRow[] = [];
      for (const runId of row.runs) {
        const run = await findRun(tx, caller.studyId, runId);
        if (run !== null) runs.push(run);
      }
      return { row, runs };
    });
  }

  /** The locked records with the scores of the analysis' models. What was read for the analysis must be readable now: else the fault is the storage's. */
  private async records({ row, runs }: { readonly row: AnalysisRow; readonly runs: readonly RunRow[] }): Promise<StudyRecords> {
    const locked = await readLockedStudy(this.snapshots, row.snapshotRoot, null);
    if (!locked.ok) throw new RefusalError(locked.refusal);
    const read = await readModels(this.storage, runs, row.snapshotRoot, 'scores alone');
    if (!read.ok) throw new RefusalError(read.refusal);
    return { ...locked.value.records, models: read.value.models };
  }
}
