import { ok, refuse, type Result } from '@echocohort/kernel';
import type { CutOffResult, PerformanceCell, PerformanceResult } from '../results/performance.schema.ts';
import { lesionsOf, SETS, type Study } from '../study/study.ts';
import { performanceCell } from './performance-cell.ts';
import { sizeVariable, stratumCells } from './strata.ts';

/** Every model in every set, whole and by size stratum, at the cut-off of its training set (paper Table 2). */
export function performanceAnalysis(study: Study, cutOffs: readonly CutOffResult[]): Result<PerformanceResult> {
  if (study.models.length === 0) return refuse({ code: 'no-model', detail: 'No predictions were given; name the bundle of a model to see what it reaches.' });
  const size = sizeVariable(study);
  const cells = study.models.flatMap((model) => SETS.flatMap((set): PerformanceCell[] => {
    const cutOff = cutOffs.find((entry) => entry.model === model.code)?.value ?? null;
    const lesions = lesionsOf(study, set);
    if (lesions.length === 0) return [];
    const whole = performanceCell(study, model, set, null, lesions, cutOff);
    return [whole, ...(size && whole.refusal === null ? stratumCells(study, model, set, size, cutOff) : [])];
  }));
  return ok({ cutOffs: [...cutOffs], cells });
}
