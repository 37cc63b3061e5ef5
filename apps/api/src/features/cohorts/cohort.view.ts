import { cohortDefinitionSchema, type CohortDefinition, type Split } from '@echocohort/cohort';
import type { CohortView } from '@echocohort/contracts';
import { refuse, type LocalText, type Result } from '@echocohort/kernel';
import type { CohortRow } from '@echocohort/persistence';
import { readStoredSplit } from './stored-split.ts';

/** The one answer for a cohort that is not there. */
export const cohortNotFound: Result<never> = refuse({ code: 'not-found', detail: 'There is no such cohort.' });

export const cohortLocked: Result<never> = refuse({ code: 'cohort-locked', detail: 'The cohort is locked and changes no more. Define another one for other criteria.' });

export const cohortChanged: Result<never> = refuse({ code: 'version-changed', detail: 'Somebody changed the cohort since you opened it. Load it again, then decide.' });

export const definitionOf = (row: CohortRow): CohortDefinition => cohortDefinitionSchema.parse(row.definition);

/** The split that counts, or null: a redefined cohort has none any more. */
export const currentSplit = (row: CohortRow): Split | null => (row.status === 'draft' || row.split === null ? null : readStoredSplit(row.split));

function splitSentence({ sets, wanted, exact }: Split, ratio: string): LocalText {
  const [training = 0, internal = 0, external = 0] = sets.map((entry) => entry.lesions);
  const numbers = { zh: `训练 ${training}，内部验证 ${internal}，外部验证 ${external}`, en: `${training} training, ${internal} internal validation, ${external} external validation` };
  if (exact) return { zh: `${numbers.zh}；按病灶数恰为 ${ratio}。`, en: `${numbers.en}; exactly ${ratio} by lesions.` };
  const share = wanted.toFixed(1);
  return { zh: `${numbers.zh}；${ratio} 需训练 ${share} 个病灶，患者不拆分时这是最接近的。`, en: `${numbers.en}; ${ratio} asks for ${share} in training, and this is the nearest with patients kept whole.` };
}

/** A cohort as the contract shows it. */
export function cohortViewOf(row: CohortRow): CohortView {
  const split = currentSplit(row);
  return {
    id: row.id, name: row.name, status: row.status, version: row.version, definition: definitionOf(row), snapshotId: row.snapshotId, createdAt: row.createdAt.toISOString(),
    split: split === null || row.split === null ? null : {
      id: row.split.id, seed: row.split.seed, exact: split.exact, committedAt: row.split.committedAt.toISOString(), sets: [...split.sets].map((set) => ({ ...set, byCentre: { ...set.byCentre } })),
      sentence: splitSentence(split, row.split.ratio),
    },
  };
}
