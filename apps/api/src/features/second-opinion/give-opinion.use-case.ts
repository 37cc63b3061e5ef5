import type { Opinion } from '@echocohort/contracts';
import type { Predictor } from '@echocohort/inference';
import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import { appendAudit, Database, unreportedCasesOf } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy, studyRef } from '../../platform/active-study.ts';
import { UploadBudget } from '../intake/upload-budget.ts';
import { approvedMaskTemplates } from '../templates/approved-mask-templates.ts';
import type { FinishedModel } from './finished-model.ts';
import { LockedSnapshots } from './locked-snapshots.ts';
import { mapViewOf } from './map-view.ts';
import { ModelShelf } from './model-shelf.ts';
import { nearCasesFor } from './near-cases.ts';
import { questionOf, type OpinionQuestion } from './opinion-question.ts';
import { warningsOf } from './opinion-warnings.ts';
import { readPictures } from './read-pictures.ts';
import { scoreQuestion, type ModelAnswer } from './score-question.ts';
import { ShowModelsUseCase } from './show-models.use-case.ts';

const beforeReport: Refusal = {
  code: 'opinion-before-report',
  detail: 'This is a picture of a case of the study whose pathology report is not confirmed yet. Who reports or confirms must not have seen a score before; ask again when it is confirmed.',
};

/** How the value stands to the cut-off of the training set, which counts scores at it as malignant. */
function decisionOf({ metrics }: FinishedModel, { scored, risk }: ModelAnswer): Opinion['decision'] {
  const [value, cutOff] = [risk ?? scored.score, metrics.cutOff.threshold];
  return { by: risk === null ? 'score' : 'risk', value, cutOff, call: cutOff === null ? null : value >= cutOff ? 'at-or-above' : 'below' };
}

/** Scores one picture with a finished model. The pictures are in memory only; the trail keeps who, which model, and the digests of what was asked about. */
@Injectable()
export class GiveOpinionUseCase {
  constructor(
    private readonly database: Database,
    private readonly budget: UploadBudget,
    private readonly models: ShowModelsUseCase,
    private readonly shelf: ModelShelf,
    private readonly snapshots: LockedSnapshots,
    private readonly study: ActiveStudy,
  ) {}

  async run(caller: Caller, request: Request): Promise<Result<Opinion>> {
    const templates = await this.database.system((tx) => approvedMaskTemplates(tx, caller.studyId));
    const form = await readPictures(request, ['image', 'background'], this.budget);
    if (!form.ok) return form;
    const began = performance.now();
    try {
      const question = questionOf(form.value, templates);
      if (!question.ok) return question;
      const model = await this.models.find(caller.studyId, question.value.wish.runId);
      if (!model.ok) return model;
      if (await this.beforeReport(caller, question.value)) return refuse(beforeReport);
      return await this.shelf.use(model.value, (predictor) => this.answer(caller, model.value, predictor, question.value, began));
    } finally {
      form.value.release();
    }
  }

  /** Statisticians neither report nor confirm, and see no cases; for the others their own centres' cases count. */
  private async beforeReport(caller: Caller, { image, background }: OpinionQuestion): Promise<boolean> {
    if (!caller.permissions.has('form.write')) return false;
    const digests = [image.sha256, ...(background === null ? [] : [background.sha256])];
    return (await this.database.as(caller.dbIdentity('form.write', { pathology: true }), (tx) => unreportedCasesOf(tx, digests))) > 0;
  }

  private async answer(caller: Caller, model: FinishedModel, predictor: Predictor, question: OpinionQuestion, began: number): Promise<Result<Opinion>> {
    const factors = await this.models.factors(model, predictor);
    if (!factors.ok) return factors;
    const snapshot = await this.snapshots.of(model.snapshotRoot);
    if (!snapshot.ok) return snapshot;
    const answer = await scoreQuestion(predictor, question, factors.value);
    if (!answer.ok) return answer;
    const { scored, cut, risk, replaced, interval, nearest, usualDistance } = answer.value;
    const map = await mapViewOf(scored, cut.square);
    await this.record(caller, model, question);
    return ok({
      runId: model.runId, model: model.config.model, digest: model.digest, image: question.image.sha256, background: question.background?.sha256 ?? null, region: question.lesionBox === null ? 'central' : 'drawn',
      score: scored.score, risk, replacedFactors: [...replaced], decision: decisionOf(model, answer.value), interval, map, nearest: nearCasesFor(caller, nearest), usualDistance,
      warnings: warningsOf(predictor, snapshot.value, question, answer.value), milliseconds: Math.round(performance.now() - began),
    });
  }

  private async record(caller: Caller, { runId, digest }: FinishedModel, { image, background }: OpinionQuestion): Promise<void> {
    const permission = caller.firstOf(['run.read', 'form.write']) ?? 'study.read';
    await this.database.as(caller.dbIdentity(permission), async (tx) => {
      const study = await this.study.required(tx);
      await appendAudit(tx, studyRef(study), { type: 'opinion.given', centre: null, case: null, payload: { run: runId, model: digest, image: image.sha256, background: background?.sha256 ?? null } });
    });
  }
}
