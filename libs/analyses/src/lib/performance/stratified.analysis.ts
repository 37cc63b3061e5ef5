import { ok, refuse, type Result } from '@echocohort/kernel';
import { dataTable, logisticRegression, nestedModels } from '@echocohort/statistics';
import type { TestResult } from '../results/estimate.schema.ts';
import type { CutOffResult, StratifiedResult } from '../results/performance.schema.ts';
import { testOf, type Basis, type Tested } from '../study/estimates.ts';
import type { ScoredModel } from '../study/scored-models.ts';
import { lesionsOf, scoredLesions, SETS, type Study } from '../study/study.ts';
import type { StudyVariable } from '../study/variables.ts';
import { adjustedPairs, pairsOf, separateAreas } from './pairs.ts';
import { stratifying, stratumCells } from './strata.ts';

type SetName = (typeof SETS)[number];
type Variable = StratifiedResult['variables'][number];

/** Does the score predict differently by stratum? Likelihood-ratio test of score x stratum, on lesions that have a stratum. */
function interaction(study: Study, model: ScoredModel, set: SetName, variable: StudyVariable): { model: string; group: SetName; test: TestResult }[] {
  const inStrata = lesionsOf(study, set).filter(({ values }) => typeof values[variable.code] === 'string');
  const scored = scoredLesions(inStrata, model.scores);
  if (scored.lesions.length === 0) return [];
  const table = dataTable([['malignant', scored.outcomes.map(Number)], ['score', scored.scores], ['stratum', scored.lesions.map(({ values }) => values[variable.code] ?? null)]]);
  const order = (): readonly string[] => variable.levels.map(({ code }) => code).filter((code) => scored.lesions.some(({ values }) => values[variable.code] === code));
  const [smaller, larger] = ['malignant ~ score + stratum', 'malignant ~ score * stratum'].map((formula) => logisticRegression(formula, table, { order }));
  const tested = ((): Result<Tested> => {
    if (!smaller || !larger) return refuse({ code: 'not-estimable', detail: 'The models could not be fitted.' });
    if (!smaller.ok) return smaller;
    if (!larger.ok) return larger;
    const found = nestedModels(smaller.value, larger.value);
    return found.ok ? ok({ statistic: found.value.chiSquare, degreesOfFreedom: [found.value.degreesOfFreedom], p: found.value.p }) : found;
  })();
  const ids = study.ids.add(`strata/${variable.code}/${model.code}/${set}`, 'lesion', scored.lesions.map(({ lesion }) => lesion));
  return [{ model: model.code, group: set, test: testOf('likelihood-ratio', "anova(test = 'LRT')", tested, { unit: 'lesion', source: [model.source, 'lesions.tsv'], ids }, scored.lesions.length) }];
}

function comparisons(study: Study, model: ScoredModel, set: SetName, variable: StudyVariable): Variable['comparisons'] {
  const parts = variable.levels.map(({ code }) => ({ code, scored: scoredLesions(lesionsOf(study, set).filter(({ values }) => values[variable.code] === code), model.scores) })).filter(({ scored }) => scored.lesions.length > 0);
  return adjustedPairs(pairsOf(parts).map(([one, other]) => {
    const ids = study.ids.add(`strata/${variable.code}/${model.code}/${set}/${one.code}+${other.code}`, 'lesion', [...one.scored.lesions, ...other.scored.lesions].map(({ lesion }) => lesion));
    const basis: Basis = { unit: 'lesion', source: [model.source, 'lesions.tsv'], ids, dropped: one.scored.dropped + other.scored.dropped };
    return { model: model.code, group: set, one: one.code, other: other.code, ...separateAreas(one.scored, other.scored, study.options.level, basis) };
  }));
}

function variableOf(study: Study, variable: StudyVariable, cutOffs: readonly CutOffResult[]): Variable {
  const scoredSets = study.models.flatMap((model) => SETS.filter((set) => scoredLesions(lesionsOf(study, set), model.scores).lesions.length > 0).map((set) => ({ model, set })));
  const count = (code: string | null): number => study.table.lesions.filter(({ values }) => (values[variable.code] ?? null) === code).length;
  return {
    code: variable.code, label: variable.label, strata: variable.levels.map(({ code, label }) => ({ code, label, lesions: count(code) })), missing: count(null),
    cells: scoredSets.flatMap(({ model, set }) => stratumCells(study, model, set, variable, cutOffs.find((entry) => entry.model === model.code)?.value ?? null)),
    comparisons: scoredSets.flatMap(({ model, set }) => comparisons(study, model, set, variable)), interactions: scoredSets.flatMap(({ model, set }) => interaction(study, model, set, variable)),
  };
}

/** Performance by size and liver background (paper 2.7), strata of one set compared unpaired with Holm, and the test of interaction. */
export function stratifiedAnalysis(study: Study, cutOffs: readonly CutOffResult[]): Result<StratifiedResult> {
  if (study.models.length === 0) return refuse({ code: 'no-model', detail: 'No predictions were given, so there is nothing to stratify.' });
  const variables = stratifying(study);
  return variables.length === 0 ? refuse({ code: 'no-strata', detail: 'The study names no variable to stratify by.' }) : ok({ variables: variables.map((variable) => variableOf(study, variable, cutOffs)) });
}
