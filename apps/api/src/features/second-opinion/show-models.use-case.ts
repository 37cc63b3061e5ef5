import type { OpinionFactor, OpinionModel, OpinionModelDetail } from '@echocohort/contracts';
import type { Predictor } from '@echocohort/inference';
import { ok, type Result } from '@echocohort/kernel';
import { Database, findRun, listRuns } from '@echocohort/persistence';
import { readStudyDefinition } from '@echocohort/study';
import { Injectable } from '@nestjs/common';
import { factorsOf } from './factor-form.ts';
import { finishedModelOf, modelNotFound, opinionModelOf, type FinishedModel } from './finished-model.ts';
import { LockedSnapshots } from './locked-snapshots.ts';
import { ModelShelf } from './model-shelf.ts';

/** More models than anybody chooses among. */
const NEWEST = 200;

/**
 * Finished models and what must be known before one is asked. Runs are read by the service itself: whoever may ask a model need not see
 * snapshots and trainings, and is told of the model alone.
 */
@Injectable()
export class ShowModelsUseCase {
  constructor(
    private readonly database: Database,
    private readonly shelf: ModelShelf,
    private readonly snapshots: LockedSnapshots,
  ) {}

  async all(studyId: string): Promise<Result<{ items: OpinionModel[] }>> {
    const rows = await this.database.system((tx) => listRuns(tx, studyId, NEWEST));
    return ok({ items: rows.flatMap((row) => finishedModelOf(row) ?? []).map(opinionModelOf) });
  }

  async find(studyId: string, runId: string): Promise<Result<FinishedModel>> {
    const row = await this.database.system((tx) => findRun(tx, studyId, runId));
    const model = row === null ? null : finishedModelOf(row);
    return model === null ? modelNotFound : ok(model);
  }

  async one(studyId: string, runId: string): Promise<Result<OpinionModelDetail>> {
    const model = await this.find(studyId, runId);
    if (!model.ok) return model;
    return this.shelf.use(model.value, async (predictor) => {
      const factors = await this.factors(model.value, predictor);
      if (!factors.ok) return factors;
      const { run, calibration } = predictor;
      return ok({
        ...opinionModelOf(model.value), factors: factors.value, regions: run.regions, picturesPerLesion: Math.max(1, run.lesionSlots.length), trainingLesions: predictor.trainingLesions,
        calibration: calibration.method === 'none' ? calibration : { method: calibration.method, fit: calibration.fit, lesions: calibration.lesions, malignant: calibration.malignant, level: calibration.level },
      });
    });
  }

  /** The factors of a Model-LBC in the words of the study as it was locked; none for the other models. */
  async factors({ snapshotRoot }: FinishedModel, { lbc }: Predictor): Promise<Result<OpinionFactor[]>> {
    if (lbc === null) return ok([]);
    const snapshot = await this.snapshots.of(snapshotRoot);
    const text = snapshot.ok ? await snapshot.value.read('study.json') : snapshot;
    if (!text.ok) return text;
    const study = readStudyDefinition(JSON.parse(new TextDecoder().decode(text.value)));
    return study.ok ? ok(factorsOf(lbc, study.value)) : study;
  }
}
