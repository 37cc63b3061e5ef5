import { ok, refuse, type Result } from '@echocohort/kernel';
import { displayP } from '@echocohort/statistics';
import type { OddsResult } from '../results/model.schema.ts';
import { lesionsOf, type Study } from '../study/study.ts';
import type { StudyVariable } from '../study/variables.ts';
import { fitted, type Fitted } from './fit-result.ts';
import { columnName, fitTable, OUTCOME, type FitTable } from './fit-table.ts';

const SOURCE = ['lesions.tsv', 'participants.tsv', 'splits.tsv'];

/** A formula of several factors; without any, the intercept alone. */
const formulaOf = (factors: readonly StudyVariable[]): string => `${OUTCOME} ~ ${factors.map(({ code }) => columnName(code)).join(' + ') || '1'}`;

/** The p that decides on a factor: likelihood ratio of all its levels; under separation Firth's penalised one, the smallest of its levels. */
function decidingP({ result, model }: Fitted): { p: number | null; by: string } {
  if (model !== null) return { p: model.likelihoodRatio.p, by: 'likelihood ratio' };
  const penalised = (result.firth ?? []).filter(({ term }) => term !== '(Intercept)').map(({ p }) => p).filter((p) => p !== null);
  return { p: penalised.length === 0 ? null : Math.min(...penalised), by: 'penalised likelihood ratio, since the factor predicts the outcome perfectly in part of the lesions' };
}

function screened(study: Study, table: FitTable, variable: StudyVariable): OddsResult['univariable'][number] {
  const fit = fitted(study, `univariable/${variable.code}`, formulaOf([variable]), table, SOURCE);
  const { p, by } = decidingP(fit);
  const kept = p !== null && p < study.options.alpha;
  const reason = p === null ? `left out: ${fit.result.refusal?.detail ?? 'no test'}` : `${kept ? 'kept' : 'left out'}: p ${displayP(p).replace(/^(?=[0-9])/, '= ')} (${by}) against ${study.options.alpha}`;
  return { factor: variable.code, label: variable.label, fit: fit.result, kept, reason };
}

/** Univariable and multivariable odds ratios in the training set (paper 3.2), the full model beside them. */
export function oddsAnalysis(study: Study): Result<OddsResult> {
  const candidates = study.table.variables.filter(({ candidate }) => candidate);
  if (candidates.length === 0) return refuse({ code: 'no-candidates', detail: 'The study names no candidate factor in its analysis section.' });
  const table = fitTable(lesionsOf(study, 'training'), candidates);
  if (table.lesions.length === 0) return refuse({ code: 'empty-set', detail: 'No lesion of the training set has a known outcome.' });
  const univariable = candidates.map((variable) => screened(study, table, variable));
  const selected = candidates.filter(({ code }) => univariable.some(({ factor, kept }) => kept && factor === code));
  // A factor that not one lesion has would leave no complete row: the others are fitted without it, and the notes say so.
  const recorded = candidates.filter(({ code }) => table.lesions.some(({ values }) => (values[code] ?? null) !== null));
  const unrecorded = candidates.filter((candidate) => !recorded.includes(candidate));
  return ok({
    alpha: study.options.alpha, univariable, selected: selected.map(({ code }) => code), multivariable: fitted(study, 'multivariable', formulaOf(selected), table, SOURCE).result,
    full: fitted(study, 'full', formulaOf(recorded), table, SOURCE).result,
    notes: [
      { zh: '按单因素 p 值筛选会高估系数（TRIPOD+AI 不推荐），故并列全变量模型。', en: 'Coefficients chosen by their univariable p are too large on average (TRIPOD+AI advises against it), so the full model stands beside them.' },
      { zh: '各模型仅用所含因素均无缺失的病灶，n 因此不同。', en: 'Each fit rests on the lesions that have all its factors, so n differs between fits.' },
      ...unrecorded.map(({ label }) => ({ zh: `训练集中没有任何病灶记录${label.zh}，全变量模型不含该因素。`, en: `No lesion of the training set has ${label.en}: the model of all factors is fitted without it.` })),
    ],
  });
}
