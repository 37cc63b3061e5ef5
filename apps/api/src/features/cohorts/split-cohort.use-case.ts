import { randomUUID } from 'node:crypto';
import { selectCohort, sha256OfText, splitCohort, type Split, type SplitLesion } from '@echocohort/cohort';
import { routes, type CohortView } from '@echocohort/contracts';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { appendAudit, Database, findCohort, holdCohort, insertSplit, updateCohort, type CohortRow, type Tx } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy, studyRef, type CurrentStudy } from '../../platform/active-study.ts';
import { StudyDesk } from '../study-work/study-desk.ts';
import { screenedCases } from './cohort-cases.ts';
import { externalCentres } from './cohort-catalogue.ts';
import { cohortChanged, cohortLocked, cohortNotFound, cohortViewOf, definitionOf } from './cohort.view.ts';

interface Draw {
  readonly id: string;
  readonly seed: string;
  readonly cohortId: string;
  readonly version: number;
}

interface Committed {
  readonly at: Date;
  readonly lesions: string;
}

const setCount = (split: Split, set: string): number => split.sets.find((entry) => entry.set === set)?.lesions ?? 0;

/**
 * Splits a cohort. First the seed goes into the audit trail, in a transaction of its own, together with the digest of
 * the lesions that it will be drawn from; only then is the result computed. Who tries seeds until one pleases leaves
 * every try in the trail.
 */
@Injectable()
export class SplitCohortUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
    private readonly desk: StudyDesk,
  ) {}

  run(caller: Caller, cohortId: string, version: number, seed: string): Promise<Result<CohortView>> {
    return this.desk.run({ work: 'split', caller: caller.facts, cohortId, version, seed }, routes.splitCohort.response, () => this.here(caller, cohortId, version, seed));
  }

  private async here(caller: Caller, cohortId: string, version: number, seed: string): Promise<Result<CohortView>> {
    const draw: Draw = { id: randomUUID(), seed, cohortId, version };
    const identity = caller.dbIdentity('cohort.define', { pathology: true });
    const committed = await this.database.as(identity, (tx) => this.commit(tx, draw));
    if (!committed.ok) return committed;
    return this.database.as(identity, (tx) => this.draw(tx, draw, committed.value, caller.personId), { timeoutMs: 120_000 });
  }

  private async commit(tx: Tx, draw: Draw): Promise<Result<Committed>> {
    const study = await this.study.required(tx);
    const cohort = await this.hold(tx, study, draw);
    if (!cohort.ok) return cohort;
    const lesions = await lesionsToSplit(tx, study, cohort.value);
    if (lesions.length === 0) return refuse({ code: 'cohort-empty', detail: 'No case meets the definition yet, so there is nothing to split.' });
    const external = externalCentres(study.definition);
    if (lesions.every(({ centre }) => external.has(centre))) return refuse({ code: 'split-without-development', detail: 'No lesion of the cohort belongs to a development centre, so there is nothing to divide.' });
    const digest = lesionsDigest(lesions);
    const { id, seed, cohortId, version } = draw;
    await appendAudit(tx, studyRef(study), { type: 'cohort.split-committed', centre: null, case: null, payload: { cohort: cohortId, version, split: id, seed, ratio: ratioOf(cohort.value), lesions: digest } });
    return ok({ at: tx.at, lesions: digest });
  }

  private async draw(tx: Tx, draw: Draw, committed: Committed, personId: string): Promise<Result<CohortView>> {
    const study = await this.study.required(tx);
    const cohort = await this.hold(tx, study, draw);
    if (!cohort.ok) return cohort;
    const lesions = await lesionsToSplit(tx, study, cohort.value);
    if (lesionsDigest(lesions) !== committed.lesions) return refuse({ code: 'conflict', detail: 'A case of the cohort changed while the seed was committed. Split again.' });
    const { trainingParts, internalParts } = definitionOf(cohort.value);
    const split = splitCohort({ lesions, externalCentres: externalCentres(study.definition), ratio: { training: trainingParts, internal: internalParts }, seed: draw.seed, stratifyBy: study.definition.cohort.stratify, folds: study.definition.cohort.folds });
    if (!split.ok) return split;
    await insertSplit(tx, { id: draw.id, cohortId: draw.cohortId, seed: draw.seed, ratio: ratioOf(cohort.value), result: split.value, committedAt: committed.at }, personId);
    await updateCohort(tx, draw.cohortId, { status: 'split' });
    await this.audit(tx, study, draw, split.value);
    const row = await findCohort(tx, study.id, draw.cohortId);
    if (row === null) throw new Error('the cohort cannot be read again');
    return ok(cohortViewOf(row));
  }

  private async hold(tx: Tx, study: CurrentStudy, draw: Draw): Promise<Result<CohortRow>> {
    const held = await holdCohort(tx, study.id, draw.cohortId);
    if (held === null) return cohortNotFound;
    if (held.status === 'locked') return cohortLocked;
    return held.version === draw.version ? ok(held) : cohortChanged;
  }

  private async audit(tx: Tx, study: CurrentStudy, draw: Draw, split: Split): Promise<void> {
    const lesions = { training: setCount(split, 'training'), internalValidation: setCount(split, 'internal_validation'), externalValidation: setCount(split, 'external_validation') };
    await appendAudit(tx, studyRef(study), { type: 'cohort.split', centre: null, case: null, payload: { cohort: draw.cohortId, version: draw.version, split: draw.id, assignment: split.assignment, lesions, exact: split.exact } });
  }
}

function ratioOf(row: CohortRow): string {
  const { trainingParts, internalParts } = definitionOf(row);
  return `${trainingParts}:${internalParts}`;
}

const lesionsDigest = (lesions: readonly SplitLesion[]): string => sha256OfText(lesions.map(({ lesion }) => `${lesion}\n`).join(''));

/** The cohort's lesions now. Malignancy of an external lesion is left out here already, so that nothing can depend on it. */
async function lesionsToSplit(tx: Tx, study: CurrentStudy, row: CohortRow): Promise<SplitLesion[]> {
  const cases = await screenedCases(tx, study.definition);
  const reports = new Map(cases.map((entry) => [entry.row.code, entry.report]));
  const external = externalCentres(study.definition);
  return selectCohort(cases.map((entry) => entry.asCohortCase), definitionOf(row)).map(({ code, subject, centre }) => ({
    lesion: code, patient: subject, centre, malignant: external.has(centre) ? null : (reports.get(code)?.malignant ?? null),
  }));
}
