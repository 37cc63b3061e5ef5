import { frozen, isCaseState } from '@echocohort/case-state';
import type { ImageOutlines, routes } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import { appendAudit, Database, drawOutline, findImage, holdCase, outlinesOfImage, type CaseRow, type ImageRow } from '@echocohort/persistence';
import { checkOutline, type OutlineKind, type OutlineShape } from '@echocohort/protocol';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy, studyRef } from '../../platform/active-study.ts';
import { imageOutlinesOf } from './outline.view.ts';
import { imageNotFound } from './show-outlines.use-case.ts';

/** What a person drew. */
export interface Drawing {
  readonly imageId: string;
  readonly kind: OutlineKind;
  /** Version of this kind that the person had read; 0 while there was none. */
  readonly version: number;
  readonly outline: BodyOf<typeof routes.drawOutline>;
}

const outdated: Refusal = { code: 'version-changed', detail: 'Somebody else drew on this image meanwhile. Look at the newer outline, then draw again.' };
const replaced: Refusal = { code: 'image-superseded', detail: 'The image was replaced; draw on the one that took its place.' };

function recorded(outline: Drawing['outline'], image: ImageRow): Result<OutlineShape | { readonly shape: 'none'; readonly points: readonly [] }> {
  return outline.shape === 'none' ? ok({ shape: 'none', points: [] }) : checkOutline({ shape: outline.shape, points: outline.points }, image);
}

function refusedNow(image: ImageRow, row: CaseRow): Refusal | null {
  if (!isCaseState(row.state)) throw new Error('a stored case state is unknown');
  return frozen(row.state) ?? (image.supersededAt === null ? null : replaced);
}

/** Draws an outline on a current image of a case that is not locked, or takes one away. The old one stays in the record. */
@Injectable()
export class DrawOutlineUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  run(caller: Caller, { imageId, kind, version, outline }: Drawing): Promise<Result<ImageOutlines>> {
    return this.database.as(caller.dbIdentity('form.write'), async (tx): Promise<Result<ImageOutlines>> => {
      const study = await this.study.required(tx);
      const seen = await findImage(tx, imageId);
      const row = seen === null ? null : await holdCase(tx, seen.caseId);
      // Read again under the hold: it may have been replaced meanwhile.
      const image = row === null ? null : await findImage(tx, imageId);
      if (row === null || image === null) return imageNotFound;
      const shut = refusedNow(image, row);
      if (shut) return refuse(shut);
      const before = (await outlinesOfImage(tx, imageId)).find((each) => each.kind === kind) ?? null;
      if ((before?.version ?? 0) !== version) return refuse(outdated);
      const shape = recorded(outline, image);
      if (!shape.ok) return shape;
      await drawOutline(tx, image, { kind, ...shape.value }, before, caller.personId);
      await appendAudit(tx, studyRef(study), {
        type: 'outline.drawn', centre: row.centre, case: row.code,
        payload: { slot: image.slot, image: image.sha256, kind, version: version + 1, shape: shape.value.shape, corners: shape.value.points.length },
      });
      return ok(imageOutlinesOf(image, row, await outlinesOfImage(tx, imageId)));
    });
  }
}
