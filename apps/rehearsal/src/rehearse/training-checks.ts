import { setTimeout as pause } from 'node:timers/promises';
import { callRoute, routes } from '@echocohort/contracts';
import type { RunView, SnapshotView } from '@echocohort/contracts';
import { refusalOf } from '../product/expect-refusal.ts';
import { giveShare } from '../product/key-holders.ts';
import type { Rehearsal } from './rehearsal.ts';

/** Trains a very small network from the snapshot; outcomes of external centres open after its digest is registered. */
export async function trainSmall(rehearsal: Rehearsal, snapshot: SnapshotView): Promise<RunView> {
  const { card, staff } = rehearsal;
  const { statistician } = staff;
  const config = { model: 'L', width: 8, imageSize: 32, epochs: 3, batchSize: 8, seed: 1, engine: 'auto' } as const;
  let run = await callRoute(statistician, routes.startRun, { params: { snapshotId: snapshot.id }, body: { config }, idempotencyKey: `run-${snapshot.id}` });
  const until = Date.now() + 480_000;
  while (run.status === 'queued' || run.status === 'running') {
    if (Date.now() > until) throw new Error('the training did not finish in eight minutes');
    await pause(500);
    run = await callRoute(statistician, routes.run, { params: { runId: run.id } });
  }
  if (run.status !== 'finished') throw new Error(`the training ended as ${run.status}: ${run.error ?? ''}`);
  card.step('the training reported every epoch', run.history.length > 0 && run.history.length <= config.epochs, `${run.history.length} epochs on ${run.engine ?? 'no engine'}`);
  card.step('the run names the snapshot that it was trained from', run.snapshotRoot === snapshot.root);
  await openByTwo(rehearsal, snapshot, run);
  run = await callRoute(statistician, routes.run, { params: { runId: run.id } });
  const sets = run.metrics.filter((metrics) => metrics.auc !== null || metrics.refusal !== null).map((metrics) => metrics.set);
  card.step('figures for training, internal and external sets', new Set(sets).size === 3, run.metrics.map((metrics) => `${metrics.set} ${metrics.auc?.toFixed(2) ?? metrics.refusal ?? ''}`).join(', '));
  await checkOpening(rehearsal, snapshot, run);
  return run;
}

/** The outcomes stay sealed for a finished model until two key holders have given their shares. */
async function openByTwo(rehearsal: Rehearsal, snapshot: SnapshotView, run: RunView): Promise<void> {
  const { card, staff, password } = rehearsal;
  card.step('a registered model alone opens nothing', run.modelDigest !== null && run.externalOpenedAt === null);
  const first = await giveShare(staff.dataManager, password, snapshot.id, run.id);
  card.step('one key holder alone opens nothing', first.openedAt === null);
  if (rehearsal.withFaults) {
    const again = await refusalOf(() => giveShare(staff.dataManager, password, snapshot.id, run.id));
    card.fault('one key holder gives twice', 'statistician', again?.code === 'share-already-given', again?.code ?? 'was opened');
  }
  const second = await giveShare(staff.administrator, password, snapshot.id, run.id);
  card.step('two key holders open the outcomes', second.openedAt !== null && second.modelDigest === run.modelDigest);
}

async function checkOpening(rehearsal: Rehearsal, snapshot: SnapshotView, run: RunView): Promise<void> {
  const { card, staff } = rehearsal;
  const now = await callRoute(staff.statistician, routes.snapshot, { params: { snapshotId: snapshot.id } });
  const ordered = run.registeredAt !== null && run.externalOpenedAt !== null && run.registeredAt <= run.externalOpenedAt;
  card.step('outcomes were opened only after the model was registered', ordered && now.externalOutcomes.modelDigest === run.modelDigest, `registered ${run.registeredAt ?? 'never'}, opened ${run.externalOpenedAt ?? 'never'}`);
  const trail = await callRoute(staff.statistician, routes.listAudit, { query: { limit: 500 } });
  const at = (type: string): number => Number(trail.items.find((event) => event.type === type)?.seq ?? NaN);
  card.step('the trail shows registration before opening', at('model.registered') < at('external-outcomes.opened'), `${at('model.registered')} and ${at('external-outcomes.opened')}`);
  const denied = await refusalOf(() => callRoute(staff.auditor, routes.run, { params: { runId: run.id } }));
  card.fault('panel asks for a model\'s figures', 'panel', denied?.status === 403, denied?.code ?? 'was let in');
}
