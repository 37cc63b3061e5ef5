import type { PatientModelsView, RunLesionsView } from '@echocohort/contracts';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { trainingConfig } from '@echocohort/model';
import { appendAudit, centreOfSubject, Database, findRun, lesionsOfModel, modelsOfSubject, modelsWithoutLesions, runsByIds, type ModelLesionRow, type RunRow } from '@echocohort/persistence';
import type { DbIdentity } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';

const noModel: Result<never> = refuse({ code: 'not-found', detail: 'There is no such model, or none of its lesions is of your centre.' });
const noPatient: Result<never> = refuse({ code: 'not-found', detail: 'There is no such patient.' });

const notRecorded: Result<never> = refuse({ code: 'proof-not-recorded', detail: 'What an older model was trained on is not recorded yet; the worker does so within the hour, unless the bundle of that model is damaged, which its log says.' });

type Lesion = RunLesionsView['lesions'][number];
type Model = RunLesionsView['model'];

const lesionOf = ({ subject, ...row }: ModelLesionRow): Lesion => ({ ...row, patient: subject });

function modelOf(row: RunRow): Model | null {
  const { id, config, modelDigest, registeredAt, snapshotId, snapshotRoot, crossValidation } = row;
  if (modelDigest === null || registeredAt === null) return null;
  return { runId: id, model: trainingConfig.parse(config).model, modelDigest, snapshotId, snapshotRoot, registeredAt: registeredAt.toISOString(), crossValidation };
}

/** Proof both ways: which lesions trained a model, and which models a patient trained, by the records of the registered bundles. */
@Injectable()
export class ModelProofUseCase {
  constructor(private readonly database: Database) {}

  async lesions(caller: Caller, runId: string): Promise<Result<RunLesionsView>> {
    if ((await this.unrecorded(caller)).includes(runId)) return notRecorded;
    return this.database.as(this.identity(caller), async (tx): Promise<Result<RunLesionsView>> => {
      const row = await findRun(tx, caller.studyId, runId);
      const model = row === null ? null : modelOf(row);
      const lesions = (await lesionsOfModel(tx, runId)).map(lesionOf);
      if (model === null || lesions.length === 0) return noModel;
      await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, { type: 'model.lesions-read', centre: null, case: null, payload: { run: runId, model: model.modelDigest, lesions: lesions.length } });
      const trained = lesions.filter((lesion) => lesion.trained);
      const patients = (of: readonly Lesion[]): number => new Set(of.map(({ patient }) => patient)).size;
      return ok({ model, counts: { lesions: lesions.length, patients: patients(lesions), trainedLesions: trained.length, trainedPatients: patients(trained) }, lesions });
    });
  }

  async models(caller: Caller, subjectCode: string): Promise<Result<PatientModelsView>> {
    if ((await this.unrecorded(caller)).length > 0) return notRecorded; // an answer without one of them would be wrong
    return this.database.as(this.identity(caller), async (tx): Promise<Result<PatientModelsView>> => {
      const centre = await centreOfSubject(tx, caller.studyId, subjectCode);
      if (centre === null) return noPatient;
      const byRun = await modelsOfSubject(tx, caller.studyId, subjectCode);
      const models = (await runsByIds(tx, caller.studyId, [...byRun.keys()])).flatMap((row) => {
        const model = modelOf(row);
        const lesions = (byRun.get(row.id) ?? []).map(lesionOf);
        return model === null ? [] : [{ ...model, trained: lesions.some(({ trained }) => trained), lesions }];
      });
      models.sort((one, other) => (one.registeredAt < other.registeredAt ? 1 : -1));
      await appendAudit(tx, { id: caller.studyId, code: caller.studyCode }, { type: 'subject.models-read', centre, case: null, payload: { subject: subjectCode, models: models.map(({ modelDigest }) => modelDigest) } });
      return ok({ patient: subjectCode, centre, models });
    });
  }

  /** Whoever reads runs sees all lesions by code; whoever reads cases those of the own centres. */
  private identity(caller: Caller): DbIdentity {
    return caller.dbIdentity(caller.firstOf(['run.read', 'case.read']) ?? 'case.read');
  }

  /** Older models whose lesions are still to be recorded, whoever asks: a centre sees no lesion of models that it has none in. */
  private unrecorded(caller: Caller): Promise<string[]> {
    return this.database.system((tx) => modelsWithoutLesions(tx, caller.studyId));
  }
}
