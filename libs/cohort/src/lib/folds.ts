import { seededRandom } from '@echocohort/kernel';
import type { SplitLesion } from './split-cohort.ts';

/**
 * Folds for cross-validation (paper 3.4: five) with patients whole: number of the fold, from 0, by lesion code.
 * Patients with most lesions are placed first, each into the fold that holds fewest lesions of the same centre and
 * kind, then fewest of all; the seed decides among equals.
 */
export function patientFolds(lesions: readonly SplitLesion[], folds: number, seed: string): ReadonlyMap<string, number> {
  if (!Number.isInteger(folds) || folds < 2) throw new RangeError('folds must be a whole number from 2');
  const random = seededRandom(seed);
  const groups = new Map<string, SplitLesion[]>();
  for (const lesion of [...lesions].sort((a, b) => (a.lesion < b.lesion ? -1 : 1))) {
    const own = groups.get(lesion.patient);
    if (own) own.push(lesion);
    else groups.set(lesion.patient, [lesion]);
  }
  const patients = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => ({ own, draw: random() }));
  patients.sort((a, b) => b.own.length - a.own.length || a.draw - b.draw);
  const inFold = Array.from({ length: folds }, () => ({ all: 0, byKind: new Map<string, number>() }));
  const result = new Map<string, number>();
  for (const { own } of patients) {
    const kind = `${own[0]?.centre ?? ''}|${own.some((lesion) => lesion.malignant === true)}`;
    const order = inFold.map((fold, index) => ({ index, same: fold.byKind.get(kind) ?? 0, all: fold.all }));
    order.sort((a, b) => a.same - b.same || a.all - b.all || a.index - b.index);
    const chosen = order[0]?.index ?? 0;
    const fold = inFold[chosen];
    if (!fold) continue;
    fold.all += own.length;
    fold.byKind.set(kind, (fold.byKind.get(kind) ?? 0) + own.length);
    for (const lesion of own) result.set(lesion.lesion, chosen);
  }
  return result;
}
