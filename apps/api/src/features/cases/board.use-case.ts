import type { CaseBoard } from '@echocohort/contracts';
import { ok, type Result } from '@echocohort/kernel';
import { slotsInOrder } from '@echocohort/protocol';
import { Database, findCase, imagesOfCase, lesionsOf, pathologyStandings, threadsOfCase, type CaseContent, type ImageRow, type Tx } from '@echocohort/persistence';
import { formStanding, type StudyDefinition } from '@echocohort/study';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy } from '../../platform/active-study.ts';
import { answersOfCase, blockerViews } from './case-facts.ts';
import { caseNotFound } from './case-not-found.ts';
import { loadCase } from './case-progress.ts';
import { caseSummaryOf } from './case-summary.view.ts';
import { eligibilityFor } from './eligibility.view.ts';
import { findingViewOf } from './finding.view.ts';
import { imageViewOf } from './image.view.ts';
import { queryViewOf } from './query.view.ts';

/** The lesion board: slots, findings, blockers, eligibility, queries. Not for the panel: eligibility reads pathology. */
@Injectable()
export class BoardUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  run(caller: Caller, caseId: string): Promise<Result<CaseBoard>> {
    return this.database.as(caller.dbIdentity('case.read', { pathology: true }), (tx) => this.load(tx, caller, caseId));
  }

  private async load(tx: Tx, caller: Caller, caseId: string): Promise<Result<CaseBoard>> {
    const { definition, ...study } = await this.study.required(tx);
    const row = await findCase(tx, caseId);
    if (row === null) return caseNotFound;
    const { content, facts } = await loadCase(tx, { definition, ...study }, row);
    const images = await imagesOfCase(tx, caseId);
    const threads = await threadsOfCase(tx, caseId);
    const pathology = (await pathologyStandings(tx, [caseId])).get(caseId) ?? null;
    const siblings = (await lesionsOf(tx, row.subjectId)).filter(({ id }) => id !== caseId);
    return ok({
      ...caseSummaryOf(row, content, definition),
      subjectId: row.subjectId,
      siblings: siblings.map(({ id, code }) => ({ caseId: id, code })),
      scanDate: content.scanDate,
      protocolVersion: definition.protocol.version,
      slots: boardSlots(content, images, definition),
      blockers: blockerViews(facts),
      eligibility: eligibilityFor(content, pathology, definition, caller.mayAt('pathology.read', row.centre)),
      forms: formStates(content, definition),
      pathologyStatus: pathology === null ? 'none' : pathology.confirmed ? 'confirmed' : 'entered',
      queries: threads.map((thread) => queryViewOf(thread, definition)),
    });
  }
}

function boardSlots(content: CaseContent, images: readonly ImageRow[], definition: StudyDefinition): CaseBoard['slots'] {
  return slotsInOrder(definition.protocol).map(({ code }) => {
    const here = images.filter((image) => image.slot === code);
    const current = here.find((image) => image.id === content.slots[code]) ?? null;
    const findings = content.findings.filter((finding) => finding.slotCode === code).map(findingViewOf);
    return {
      code,
      status: current === null ? 'missing' : findings.some(({ severity }) => severity !== 'information') ? 'findings' : 'filled',
      image: current === null ? null : imageViewOf(current),
      earlier: here.filter((image) => image !== current).map(imageViewOf),
      findings,
    };
  });
}

function formStates(content: CaseContent, definition: StudyDefinition): CaseBoard['forms'] {
  const answers = answersOfCase(content);
  return definition.forms.map((form) => ({
    code: form.code,
    complete: formStanding(form, answers).complete,
    version: content.forms.find(({ formCode }) => formCode === form.code)?.version ?? 0,
  }));
}
