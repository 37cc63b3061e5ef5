import { ok, refuse, type Result } from '@echocohort/kernel';
import { equalAreasOfOneSample } from '@echocohort/statistics';
import type { ComparisonResult } from '../results/performance.schema.ts';
import { testOf, type Basis, type Tested } from '../study/estimates.ts';
import type { ScoredModel } from '../study/scored-models.ts';
import { lesionsOf, scoredLesions, SETS, type Study } from '../study/study.ts';
import { adjustedPairs, pairedAreas, pairsOf, separateAreas } from './pairs.ts';

type SetName = (typeof SETS)[number];

/** Lesions of a set with a known outcome that all of some models have scored. */
function common(study: Study, set: SetName, models: readonly ScoredModel[]) {
  const lesions = lesionsOf(study, set);
  const used = lesions.filter(({ malignant, lesion }) => malignant !== null && models.every(({ scores }) => scores.has(lesion)));
  return { used, outcomes: used.map(({ malignant }) => malignant === true), columns: models.map(({ scores }) => used.map(({ lesion }) => scores.get(lesion) ?? NaN)), dropped: lesions.length - used.length };
}

function basisOf(study: Study, set: SetName, models: readonly ScoredModel[]): Basis & { readonly data: ReturnType<typeof common> } {
  const data = common(study, set, models);
  const ids = study.ids.add(`common/${models.map(({ code }) => code).join('+')}/${set}`, 'lesion', data.used.map(({ lesion }) => lesion));
  return { unit: 'lesion', source: [...models.map(({ source }) => source), 'lesions.tsv'], ids, dropped: data.dropped, data };
}

function modelPairs(study: Study, set: SetName): ComparisonResult['models'] {
  return adjustedPairs(pairsOf(study.models).flatMap(([one, other]) => {
    const { data, ...basis } = basisOf(study, set, [one, other]);
    const [first = [], second = []] = data.columns;
    return data.used.length === 0 ? [] : [{ group: set, one: one.code, other: other.code, ...pairedAreas(data.outcomes, first, second, study.options.level, basis) }];
  }));
}

function setPairs(study: Study, model: ScoredModel): ComparisonResult['sets'] {
  const known = SETS.map((set) => ({ set, scored: scoredLesions(lesionsOf(study, set), model.scores) })).filter(({ scored }) => scored.lesions.length > 0);
  return adjustedPairs(pairsOf(known).map(([one, other]) => {
    const ids = study.ids.add(`sets/${model.code}/${one.set}+${other.set}`, 'lesion', [...one.scored.lesions, ...other.scored.lesions].map(({ lesion }) => lesion));
    const basis: Basis = { unit: 'lesion', source: [model.source, 'lesions.tsv', 'splits.tsv'], ids, dropped: one.scored.dropped + other.scored.dropped };
    return { model: model.code, one: one.set, other: other.set, ...separateAreas(one.scored, other.scored, study.options.level, basis) };
  }));
}

function overallOf(study: Study, set: SetName): ComparisonResult['overall'] {
  if (study.models.length < 3) return [];
  const { data, ...basis } = basisOf(study, set, study.models);
  if (data.used.length === 0) return [];
  const found = equalAreasOfOneSample(data.outcomes, data.columns);
  const tested: Result<Tested> = found.ok ? ok({ statistic: found.value.chiSquare, degreesOfFreedom: [found.value.degreesOfFreedom], p: found.value.p }) : found;
  return [{ group: set, models: study.models.map(({ code }) => code), test: testOf('delong-contrast', 'DeLong 1988, contrasts', tested, basis, data.used.length) }];
}

/** DeLong's tests: the models of a set as pairs of the same lesions, the sets of a model as separate samples; Holm within each family. */
export function comparisonsAnalysis(study: Study): Result<ComparisonResult> {
  if (study.models.length === 0) return refuse({ code: 'no-model', detail: 'No predictions were given, so there is nothing to compare.' });
  return ok({ models: SETS.flatMap((set) => modelPairs(study, set)), sets: study.models.flatMap((model) => setPairs(study, model)), overall: SETS.flatMap((set) => overallOf(study, set)) });
}
