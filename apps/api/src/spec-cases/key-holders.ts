import { randomUUID } from 'node:crypto';
import { callRoute, routes, type SealingView } from '@echocohort/contracts';
import { appendAudit, Database, findActiveStudyRef, insertRun, registerModel } from '@echocohort/persistence';
import type { StartedApi } from './started-api.ts';

/** The two key holders of a demo installation. */
export const HOLDER_ROLES = ['data-manager', 'administrator'] as const;
type HolderRole = (typeof HOLDER_ROLES)[number];

export const passphraseOf = (role: HolderRole): string => `the passphrase of the ${role}`;

const enrolled = new WeakMap<StartedApi, Promise<void>>();

async function enrol(started: StartedApi): Promise<void> {
  for (const role of HOLDER_ROLES) await callRoute(await started.as(role), routes.enrolKeyHolder, { body: { password: started.password, passphrase: passphraseOf(role) } });
}

/** Lets the two holders enrol, once in an installation. Without them outcomes of external centres cannot be sealed. */
export function enrolHolders(started: StartedApi): Promise<void> {
  const done = enrolled.get(started) ?? enrol(started);
  enrolled.set(started, done);
  return done;
}

/** One holder gives the own share for a registered model. */
export async function giveShare(started: StartedApi, role: HolderRole, snapshotId: string, runId: string): Promise<SealingView> {
  return callRoute(await started.as(role), routes.giveShare, { params: { snapshotId }, body: { password: started.password, passphrase: passphraseOf(role), runId, impact: 'The model is final; its figures are computed once.' } });
}

/** Both holders give their shares: the outcomes open. */
export async function openOutcomesOf(started: StartedApi, snapshotId: string, runId: string): Promise<SealingView> {
  await giveShare(started, 'data-manager', snapshotId, runId);
  return giveShare(started, 'administrator', snapshotId, runId);
}

/** A run of a snapshot whose model is registered, as a training leaves it; gives the run's id. */
export async function registeredModel(started: StartedApi, snapshot: { readonly id: string; readonly root: string }, digest = 'b'.repeat(64)): Promise<string> {
  const database = new Database(started.database.appUrl, { poolSize: 1 });
  const { person } = await callRoute(await started.as('statistician'), routes.me);
  try {
    return await database.system(async (tx) => {
      const study = await findActiveStudyRef(tx);
      if (study === null) throw new Error('no study');
      const run = await insertRun(tx, { id: randomUUID(), snapshotId: snapshot.id, config: {} }, person.id);
      await registerModel(tx, run.id, { digest, bundle: {}, metrics: {} });
      await appendAudit(tx, { id: study.studyId, code: 'fll-liver' }, { type: 'model.registered', centre: null, case: null, payload: { run: run.id, root: snapshot.root, model: digest } }, person.id);
      return run.id;
    });
  } finally {
    await database.close();
  }
}
