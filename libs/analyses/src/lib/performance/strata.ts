import { performanceCell, type Stratum } from './performance-cell.ts';
import type { PerformanceCell } from '../results/performance.schema.ts';
import type { GroupName } from '../results/estimate.schema.ts';
import type { ScoredModel } from '../study/scored-models.ts';
import { lesionsOf, type Study } from '../study/study.ts';
import type { StudyVariable } from '../study/variables.ts';

/** The variables that a study stratifies by: categories that are no candidates of the model (size and liver background in the paper, 2.7). */
export const stratifying = ({ table }: Study): StudyVariable[] => table.variables.filter(({ kind, candidate }) => kind === 'categorical' && !candidate);

/** The variable cut into strata by the study (size classes); Table 2 shows it. */
export const sizeVariable = (study: Study): StudyVariable | undefined => stratifying(study).find(({ definition }) => definition.strata !== undefined);

export const stratumOf = ({ code: variable }: StudyVariable, { code, label }: StudyVariable['levels'][number]): Stratum => ({ variable, code, label });

/** One cell a stratum, empty ones too. */
export function stratumCells(study: Study, model: ScoredModel, group: GroupName, variable: StudyVariable, cutOff: number | null): PerformanceCell[] {
  return variable.levels.map((level) => performanceCell(study, model, group, stratumOf(variable, level), lesionsOf(study, group).filter(({ values }) => values[variable.code] === level.code), cutOff));
}
