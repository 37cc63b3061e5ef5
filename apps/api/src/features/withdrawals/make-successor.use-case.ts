import { randomUUID } from 'node:crypto';
import { restrictSplit, sha256OfText, type CohortDefinition, type Split } from '@echocohort/cohort';
import { routes, type SnapshotView, type SuccessorPlan } from '@echocohort/contracts';
import type { BodyOf } from '@echocohort/contracts-reading';
import { canonicalJson, ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import {
  appendAudit, appendAuditAll, Database, findCohort, findSnapshot, insertCohort, insertSplit, keepDefinition, listSnapshots, updateCohort, withdrawnOfSnapshot,
  type CohortRow, type SnapshotRow, type Tx,
} from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { RefusalError } from '../../http/refusal.error.ts';
import { ActiveStudy, studyRef, type CurrentStudy } from '../../platform/active-study.ts';
import { CheckPasswordAgain } from '../auth/check-password-again.ts';
import { currentSplit, definitionOf } from '../cohorts/cohort.view.ts';
import { LockCohortUseCase } from '../snapshots/lock-cohort.use-case.ts';
import { StudyDesk } from '../study-work/study-desk.ts';
import { snapshotNotFound } from '../snapshots/snapshot.view.ts';

type Leaving = Awaited<ReturnType<typeof withdrawnOfSnapshot>>;

const MOST_NAMES = 1000;

/** Why no successor can be made now; null when one can. */
function hindranceOf({ leaving, staying }: Leaving, successor: SnapshotRow | undefined): Refusal | null {
  if (successor !== undefined) return { code: 'already-done', detail: `This snapshot is succeeded by ${successor.root.slice(0, 12)} already; make the successor of that one.` };
  if (leaving.length === 0) return { code: 'nothing-to-leave-out', detail: 'No patient of this snapshot has withdrawn, so a successor would be the same.' };
  return staying.length === 0 ? { code: 'cohort-empty', detail: 'Every patient of this snapshot has withdrawn; nothing would be left.' } : null;
}

/**
 * Succeeds a snapshot in one step: the same definition and the same sets without the patients who withdrew, locked and
 * signed. Cohort, split, lock and signature are one transaction, so a refusal leaves nothing behind.
 */
@Injectable()
export class MakeSuccessorUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
    private readonly password: CheckPasswordAgain,
    private readonly locks: LockCohortUseCase,
    private readonly desk: StudyDesk,
  ) {}

  plan(caller: Caller, snapshotId: string): Promise<Result<SuccessorPlan>> {
    return this.database.as(caller.dbIdentity('cohort.lock'), async (tx): Promise<Result<SuccessorPlan>> => {
      const snapshot = await findSnapshot(tx, caller.studyId, snapshotId);
      if (snapshot === null) return snapshotNotFound;
      const parts = await withdrawnOfSnapshot(tx, snapshotId);
      const patients = new Set(parts.staying.map(({ subject }) => subject)).size;
      return ok({ snapshotId, leaving: parts.leaving.map((entry) => ({ ...entry })), lesions: parts.staying.length, patients, hindrance: hindranceOf(parts, await successorOf(tx, snapshot, caller))?.detail ?? null });
    });
  }

  run(caller: Caller, snapshotId: string, body: BodyOf<typeof routes.makeSuccessor>): Promise<Result<SnapshotView>> {
    return this.desk.run({ work: 'succeed', caller: caller.facts, snapshotId, body }, routes.makeSuccessor.response, () => this.here(caller, snapshotId, body));
  }

  private async here(caller: Caller, snapshotId: string, body: BodyOf<typeof routes.makeSuccessor>): Promise<Result<SnapshotView>> {
    const right = await this.password.run(caller, body.password);
    if (!right.ok) return right;
    return this.locks.transaction(caller, async (tx, written): Promise<Result<SnapshotView>> => {
      const study = await this.study.required(tx);
      const snapshot = await findSnapshot(tx, study.id, snapshotId);
      if (snapshot === null) return snapshotNotFound;
      const parts = await withdrawnOfSnapshot(tx, snapshotId);
      const hindrance = hindranceOf(parts, await successorOf(tx, snapshot, caller));
      if (hindrance !== null) return refuse(hindrance);
      const cohort = await this.define(tx, caller, study, snapshot, parts);
      const made = await this.locks.lock(tx, caller, { cohortId: cohort.id, version: cohort.version, meaning: body.meaning, digest: null, nonce: null, succeedsId: snapshotId, written });
      // Thrown, so that the cohort made for it goes as well.
      if (!made.ok) throw new RefusalError(made.refusal);
      await appendAudit(tx, studyRef(study), {
        type: 'snapshot.succeeded', centre: null, case: null,
        payload: { snapshot: snapshotId, root: snapshot.root, successor: made.value.id, successorRoot: made.value.root, without: parts.leaving.map(({ lesion }) => lesion) },
      });
      return made;
    });
  }

  /** The cohort of the successor with its split: defined and split as people would, and written into the trail as such. */
  private async define(tx: Tx, caller: Caller, study: CurrentStudy, snapshot: SnapshotRow, { staying }: Leaving): Promise<CohortRow> {
    const before = await findCohort(tx, study.id, snapshot.cohortId);
    const old = before === null || before.split === null ? null : currentSplit(before);
    if (before === null || before.split === null || old === null) throw new Error('a locked cohort without its split');
    const definition: CohortDefinition = { ...definitionOf(before), successorOf: snapshot.root };
    const made = await this.insert(tx, caller, study, before.name, definition);
    const keep = new Set(staying.map(({ lesion }) => lesion));
    const split: Split = restrictSplit(old, (lesion) => keep.has(lesion), { training: definition.trainingParts, internal: definition.internalParts });
    const { seed, ratio } = before.split;
    const id = randomUUID();
    const digest = sha256OfText(canonicalJson(definition));
    await keepDefinition(tx, made.id, { name: made.name, definition, digest }, caller.personId);
    await insertSplit(tx, { id, cohortId: made.id, seed, ratio, result: split, committedAt: tx.at }, caller.personId);
    await updateCohort(tx, made.id, { status: 'split' });
    const lesions = { training: split.sets[0]?.lesions ?? 0, internalValidation: split.sets[1]?.lesions ?? 0, externalValidation: split.sets[2]?.lesions ?? 0 };
    await appendAuditAll(tx, studyRef(study), [
      { type: 'cohort.defined', centre: null, case: null, payload: { cohort: made.id, version: made.version, definition: digest } },
      { type: 'cohort.split-committed', centre: null, case: null, payload: { cohort: made.id, version: made.version, split: id, seed, ratio, lesions: sha256OfText(split.rows.map(({ lesion }) => `${lesion}\n`).join('')) } },
      { type: 'cohort.split', centre: null, case: null, payload: { cohort: made.id, version: made.version, split: id, assignment: split.assignment, lesions, exact: split.exact } },
    ]);
    const row = await findCohort(tx, study.id, made.id);
    if (row === null) throw new Error('the cohort cannot be read again');
    return row;
  }

  /** Names of cohorts are unique, so successors are numbered. */
  private async insert(tx: Tx, caller: Caller, study: CurrentStudy, name: string, definition: CohortDefinition): Promise<CohortRow> {
    const base = name.replace(/ \(\d+\)$/, '').slice(0, 110);
    for (let number = 2; number < MOST_NAMES; number++) {
      const row = await insertCohort(tx, study.id, { name: `${base} (${number})`, definition }, caller.personId);
      if (row !== null) return row;
    }
    throw new Error('a cohort has a thousand successors');
  }
}

async function successorOf(tx: Tx, snapshot: SnapshotRow, caller: Caller): Promise<SnapshotRow | undefined> {
  return (await listSnapshots(tx, caller.studyId)).find(({ succeedsId }) => succeedsId === snapshot.id);
}
