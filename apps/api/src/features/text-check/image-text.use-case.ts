import type { Permission } from '@echocohort/access';
import { frozen, isCaseState } from '@echocohort/case-state';
import { textBox, type HarmlessReason, type ImageText } from '@echocohort/contracts';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { appendAudit, Database, findImage, holdCase, openFindingOf, resolveFinding } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy, studyRef } from '../../platform/active-study.ts';
import { advanceCase, loadCase } from '../cases/case-progress.ts';
import { followEligibility } from '../eligibility/eligibility-change.ts';
import { TEXT_FINDING } from './text-check.job.ts';

const imageNotFound: Result<never> = refuse({ code: 'not-found', detail: 'There is no such image among those of your centres.' });

/** A person's word that the text inside an image is harmless. */
export interface Settlement {
  readonly imageId: string;
  readonly findingId: string;
  readonly because: HarmlessReason;
}

/** Text that was found inside a stored image: where it stands, and the decision about it. */
@Injectable()
export class ImageTextUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  show(caller: Caller, imageId: string): Promise<Result<ImageText>> {
    return this.database.as(caller.dbIdentity('case.read'), async (tx): Promise<Result<ImageText>> => {
      if ((await findImage(tx, imageId)) === null) return imageNotFound;
      const open = await openFindingOf(tx, imageId, TEXT_FINDING);
      if (open === null) return ok({ imageId, findingId: null, boxes: [] });
      const evidence = open.evidence;
      const boxes = typeof evidence === 'object' && evidence !== null && 'boxes' in evidence ? textBox.array().parse(evidence.boxes) : [];
      return ok({ imageId, findingId: open.id, boxes });
    });
  }

  /** Settles the finding and moves the case. `permission` is the one by which the caller may: centre and data manager have different ones. */
  settle(caller: Caller, permission: Permission, { imageId, findingId, because }: Settlement): Promise<Result<{ caseId: string; imageId: string; state: string }>> {
    // Pathology is visible to this transaction only to judge eligibility again; the answer holds nothing of it.
    return this.database.as(caller.dbIdentity(permission, { pathology: true }), async (tx): Promise<Result<{ caseId: string; imageId: string; state: string }>> => {
      const study = await this.study.required(tx);
      const seen = await findImage(tx, imageId);
      const row = seen === null ? null : await holdCase(tx, seen.caseId);
      // Read again under the hold: it may have been replaced or settled meanwhile.
      const image = row === null ? null : await findImage(tx, imageId);
      if (row === null || image === null) return imageNotFound;
      const shut = isCaseState(row.state) ? frozen(row.state) : null;
      if (shut !== null) return refuse(shut);
      if (image.supersededAt !== null) return refuse({ code: 'image-superseded', detail: 'The image was replaced; there is nothing left to decide about it.' });
      const open = await openFindingOf(tx, imageId, TEXT_FINDING);
      const before = (await loadCase(tx, study, row)).content;
      if (open === null || open.id !== findingId || !(await resolveFinding(tx, findingId))) return refuse({ code: 'finding-settled', detail: 'Somebody has decided about this text meanwhile. Load the case again.' });
      await appendAudit(tx, studyRef(study), { type: 'image.text-harmless', centre: row.centre, case: row.code, payload: { slot: image.slot, image: image.sha256, because } });
      const moved = await advanceCase(tx, study, row, 'images-changed', 'image.text-harmless');
      if (!moved.ok) throw new Error(`the case took no decision: ${moved.refusal.code}`);
      await followEligibility(tx, study, row, before, moved.value.content);
      return ok({ caseId: row.id, imageId, state: moved.value.case.state });
    });
  }
}
