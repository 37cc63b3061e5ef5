import { Readable } from 'node:stream';
import type { LesionPicture, RunFailures } from '@echocohort/contracts';
import { parseDicom } from '@echocohort/dicom';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { Database, findRun, findSealedOutcomes, type SealedOutcomesRow } from '@echocohort/persistence';
import type { LockedSnapshot } from '@echocohort/training';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { StreamAnswer } from '../../http/stream-answer.ts';
import { ActiveStudy } from '../../platform/active-study.ts';
import { picturePng } from '../second-opinion/check-picture.ts';
import { storedMetrics } from '../runs/run.view.ts';
import { modelNotFound, registeredModelOf, type FinishedModel } from '../second-opinion/finished-model.ts';
import { LockedSnapshots } from '../second-opinion/locked-snapshots.ts';
import { ModelShelf } from '../second-opinion/model-shelf.ts';
import { lesionPictures } from './lesion-pictures.ts';
import { Predictions } from './predictions.ts';
import { knownOutcomes, wrongLesions } from './wrong-lesions.ts';

interface JudgedRun {
  readonly model: FinishedModel;
  /** Null while the external outcomes are not open to this very model. */
  readonly sealed: SealedOutcomesRow | null;
}

const noSuchLesion: Result<never> = refuse({ code: 'not-found', detail: 'The model calls no such lesion wrongly.' });

/** The gallery of a model's failures: which lesions, and what the network looked at in their pictures. */
@Injectable()
export class RunFailuresUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
    private readonly snapshots: LockedSnapshots,
    private readonly shelf: ModelShelf,
    private readonly predictions: Predictions,
  ) {}

  async list(caller: Caller, runId: string): Promise<Result<RunFailures>> {
    const run = await this.judged(caller, runId);
    return run.ok ? this.failuresOf(run.value) : run;
  }

  /** Pictures are shown of the listed lesions only; scores and maps are computed from the locked files by the registered network. */
  async pictures(caller: Caller, runId: string, lesion: string): Promise<Result<{ lesion: string; pictures: LesionPicture[] }>> {
    const found = await this.listed(caller, runId, lesion);
    if (!found.ok) return found;
    const pictures = await this.shelf.use(found.value.model, (predictor) => lesionPictures(predictor, found.value.snapshot, lesion));
    return pictures.ok ? ok({ lesion, pictures: pictures.value }) : pictures;
  }

  /** One picture of a listed lesion as PNG. */
  async picture(caller: Caller, { runId, lesion, picture }: { readonly runId: string; readonly lesion: string; readonly picture: string }, width: number | undefined): Promise<Result<StreamAnswer>> {
    const found = await this.listed(caller, runId, lesion);
    if (!found.ok) return found;
    const image = found.value.snapshot.index.images.find((each) => each.lesion === lesion && each.sha256 === picture);
    if (image === undefined) return noSuchLesion;
    const bytes = await found.value.snapshot.read(image.path);
    if (!bytes.ok) return bytes;
    const file = parseDicom(bytes.value);
    const png = file.ok ? await picturePng(file.value, width) : file;
    if (!png.ok) return png;
    return ok(new StreamAnswer({ sizeBytes: png.value.length, mediaType: 'image/png', digest: `${picture}-${width ?? 'full'}` }, (range) => Readable.from([range === null ? png.value : png.value.subarray(range.start, range.end + 1)])));
  }

  private async listed(caller: Caller, runId: string, lesion: string): Promise<Result<{ model: FinishedModel; snapshot: LockedSnapshot }>> {
    const run = await this.judged(caller, runId);
    if (!run.ok) return run;
    const failures = await this.failuresOf(run.value);
    if (!failures.ok) return failures;
    if (!failures.value.items.some((item) => item.lesion === lesion)) return noSuchLesion;
    const snapshot = await this.snapshots.of(run.value.model.snapshotRoot);
    return snapshot.ok ? ok({ model: run.value.model, snapshot: snapshot.value }) : snapshot;
  }

  private async judged(caller: Caller, runId: string): Promise<Result<JudgedRun>> {
    const row = await this.database.as(caller.dbIdentity('run.read'), (tx) => findRun(tx, caller.studyId, runId));
    const model = row === null ? null : registeredModelOf(row);
    if (row === null || model === null) return modelNotFound;
    const open = storedMetrics.parse(row.metrics).externalOpenedAt !== null;
    return ok({ model, sealed: open ? await this.database.system((tx) => findSealedOutcomes(tx, model.snapshotId)) : null });
  }

  private async failuresOf({ model, sealed }: JudgedRun): Promise<Result<RunFailures>> {
    const scores = await this.predictions.of(model);
    if (!scores.ok) return scores;
    const snapshot = await this.snapshots.of(model.snapshotRoot);
    if (!snapshot.ok) return snapshot;
    const names = new Map((await this.study.required()).definition.lesionTypes.map(({ code, name }) => [code, name]));
    const cutOff = model.metrics.cutOff.threshold;
    const found = wrongLesions(scores.value, cutOff, knownOutcomes(snapshot.value, sealed), (type) => names.get(type) ?? { zh: type, en: type });
    return ok({ runId: model.runId, model: model.config.model, cutOff, risk: model.config.model === 'LBC', ...found });
  }
}
