import { callRoute, routes, type SnapshotView } from '@echocohort/contracts';
import { acceptedCase } from './accepted-cases.ts';
import type { OpenedCase } from './case-fixtures.ts';
import { originalPictures, putPictures, type OriginalPicture } from './real-pictures.ts';
import type { StartedApi } from './started-api.ts';

const DEVELOPMENT = [['C01', 'haemangioma'], ['C01', 'hepatocellular-carcinoma'], ['C02', 'abscess'], ['C02', 'metastasis'], ['C03', 'haemangioma']] as const;
const EXTERNAL = [['C12', 'metastasis'], ['C13', 'haemangioma']] as const;

/** A locked snapshot of seven cases, two of them external, whose lesion slots hold real pictures. */
export interface LockedPictures {
  readonly snapshot: SnapshotView;
  readonly development: readonly OpenedCase[];
  readonly external: readonly OpenedCase[];
  readonly originals: readonly OriginalPicture[];
}

export async function lockedPictures(started: StartedApi, slots: readonly string[]): Promise<LockedPictures> {
  const originals = await originalPictures(started, slots);
  const accepted = async (cases: readonly (readonly [string, string])[]): Promise<OpenedCase[]> => {
    const opened: OpenedCase[] = [];
    for (const [centre, type] of cases) opened.push(await acceptedCase(started, centre, type));
    return opened;
  };
  const [development, external] = [await accepted(DEVELOPMENT), await accepted(EXTERNAL)];
  for (const opened of [...development, ...external]) await putPictures(started, opened, originals);
  const statistician = await started.as('statistician');
  const cohort = await callRoute(statistician, routes.createCohort, { body: { name: 'Pictures', definition: { centres: null, criteria: [], trainingParts: 4, internalParts: 1 } } });
  const params = { cohortId: cohort.id };
  const split = await callRoute(statistician, routes.splitCohort, { params, version: cohort.version, body: { seed: '1' } });
  const { digest } = await callRoute(statistician, routes.cohortPreview, { params });
  const snapshot = await callRoute(statistician, routes.lockCohort, { params, version: split.version, body: { password: started.password, meaning: 'I reviewed this cohort', digest: digest ?? '' } });
  return { snapshot, development, external, originals };
}
