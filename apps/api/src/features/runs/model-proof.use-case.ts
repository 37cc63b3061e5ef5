import type { PatientModelsView, RunLesionsView } from '@echocohort/contracts';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { bundleSummary, trainingConfig } from '@echocohort/model';
import { appendAudit, centreOfSubject, Database, findRun, insertModelLesions, lesionsOfModel, modelsOfSubject, modelsWithoutLesions, runsByIds, type ModelLesionRow, type RunRow } from '@echocohort/persistence';
import type { DbIdentity } from '@echocohort/persistence';
import type { ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { RefusalError } from '../../http/refusal.error.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { lesionsOfBundle } from './lesions-of-bundle.ts';
import { readVerifiedBundle } from './verified-bundle.ts';

const noModel: Result<never> = refuse({ code: 'not-found', detail: 'There is no such model, or none of its lesions is of your centre.' });
const noPatient: Result<never> = refuse({ code: 'not-found', detail: 'There is no such patient.' });

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
  constructor(
    private readonly database: Database,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  async lesions(caller: Caller, runId: string): Promise<Result<RunLesionsView>> {
    await this.complete(caller.studyId, runId);
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
    await this.complete(caller.studyId);
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

  /** Records what models from before this record was kept were trained on, from their bundles; an answer without one of them would be wrong, so an unreadable one is refused. */
  private async complete(studyId: string, only?: string): Promise<void> {
    const missing = await this.database.system((tx) => modelsWithoutLesions(tx, studyId));
    for (const runId of missing.filter((id) => only === undefined || id === only)) {
      const row = await this.database.system((tx) => findRun(tx, studyId, runId));
      if (row === null || row.bundle === null) continue;
      const read = await readVerifiedBundle(this.storage, runId, bundleSummary.parse(row.bundle));
      if (!read.ok) throw new RefusalError(read.refusal);
      await this.database.system((tx) => insertModelLesions(tx, runId, lesionsOfBundle(read.value)));
    }
  }
}
