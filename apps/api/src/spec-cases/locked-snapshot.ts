import { callRoute, routes, type SnapshotView } from '@echocohort/contracts';
import { startWorker, type RunningWorker } from '../start-worker.ts';
import { acceptedCase } from './accepted-cases.ts';
import type { StartedApi } from './started-api.ts';

const CASES = [['C01', 'haemangioma'], ['C01', 'hepatocellular-carcinoma'], ['C02', 'abscess'], ['C02', 'metastasis'], ['C03', 'haemangioma'], ['C12', 'metastasis']] as const;

/** A locked snapshot of six accepted cases, one of them external. */
export async function lockedSnapshot(started: StartedApi, name: string): Promise<SnapshotView> {
  for (const [centre, type] of CASES) await acceptedCase(started, centre, type);
  const statistician = await started.as('statistician');
  const cohort = await callRoute(statistician, routes.createCohort, { body: { name, definition: { centres: null, criteria: [], trainingParts: 4, internalParts: 1 } } });
  const params = { cohortId: cohort.id };
  const split = await callRoute(statistician, routes.splitCohort, { params, version: cohort.version, body: { seed: '1' } });
  const { digest } = await callRoute(statistician, routes.cohortPreview, { params });
  return callRoute(statistician, routes.lockCohort, { params, version: split.version, body: { password: started.password, meaning: 'I reviewed this cohort', digest: digest ?? '' } });
}

/** The job worker beside a started API. */
export const workerBeside = (started: StartedApi): Promise<RunningWorker> => startWorker({ ...started.env, LOG_LEVEL: 'silent' });
