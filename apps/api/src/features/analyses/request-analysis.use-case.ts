import { refusedChoice, type ChosenNetwork } from '@echocohort/analyses';
import type { AnalysisView, routes } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { JobQueue } from '@echocohort/jobs';
import { ok, refuse, type LocalText, type Refusal, type Result } from '@echocohort/kernel';
import { trainingConfig } from '@echocohort/model';
import { Database, findRun, findSnapshot, insertAnalysis, type Tx } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { notTakenBack } from '../releases/check-release.ts';
import { snapshotNotFound } from '../snapshots/snapshot.view.ts';
import { analysisViewOf } from './analysis.view.ts';

/** Asks for the analyses of a snapshot with the predictions of its runs; a job makes them. The job exists exactly when the request does. */
@Injectable()
export class RequestAnalysisUseCase {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobQueue,
  ) {}

  run(caller: Caller, snapshotId: string, { runs, language }: BodyOf<typeof routes.requestAnalysis>): Promise<Result<AnalysisView>> {
    return this.database.as(caller.dbIdentity('run.start'), async (tx): Promise<Result<AnalysisView>> => {
      const snapshot = await findSnapshot(tx, caller.studyId, snapshotId);
      if (snapshot === null) return snapshotNotFound;
      const given = await notTakenBack(tx, snapshotId);
      if (!given.ok) return given;
      const chosen = [...new Set(runs)].sort();
      const refused = await refusalOf(tx, caller.studyId, snapshotId, chosen);
      if (refused) return refuse(refused);
      const row = await insertAnalysis(tx, { snapshotId, runs: chosen, language }, caller.personId);
      await this.jobs.send('analyse', { analysisId: row.id }, { within: tx.prisma });
      return ok(analysisViewOf(row));
    });
  }
}

const refusalIn = (code: string, sentence: LocalText): Refusal => ({ code, detail: sentence.en, field: 'runs', facts: { sentence } });
const RUN_ELSEWHERE = refusalIn('run-of-another-snapshot', { zh: '所选训练中有一项不是由此快照训练的。', en: 'A chosen training run was not made from this snapshot.' });
const RUN_UNFINISHED = refusalIn('run-not-finished', { zh: '所选训练中有一项尚未完成；请选择已完成的训练。', en: 'A chosen training run has not finished; choose finished runs.' });

/** Predictions count only when they were made from this very snapshot, by a model that is registered, and each model once. */
async function refusalOf(tx: Tx, studyId: string, snapshotId: string, runs: readonly string[]): Promise<Refusal | null> {
  const networks: ChosenNetwork[] = [];
  for (const runId of runs) {
    const run = await findRun(tx, studyId, runId);
    if (run === null || run.snapshotId !== snapshotId) return RUN_ELSEWHERE;
    if (run.status !== 'finished') return RUN_UNFINISHED;
    const { model, fold } = trainingConfig.parse(run.config);
    networks.push({ model, fold: fold?.index ?? null });
  }
  const clash = refusedChoice(networks);
  return clash ? { ...clash, field: 'runs' } : null;
}
