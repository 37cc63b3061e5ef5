import { ok, refuse, type Result } from '@echocohort/kernel';
import type { LbcRecord } from '@echocohort/model';
import { logistic } from '@echocohort/statistics';

/** The variable of a lesion's Model-LB score in the regression. */
const SCORE = 'lb_score';

/** The risk by Model-LBC from the lesion's Model-LB score and its factors; a factor left out is replaced as the record says. */
export function lbcRisk(record: LbcRecord, score: number, factors: Readonly<Record<string, string | number | null>>): Result<{ readonly risk: number; readonly replaced: readonly string[] }> {
  const replacements = new Map(record.replacements.map(({ variable, value }) => [variable, value]));
  const replaced: string[] = [];
  let predictor = 0;
  for (const { variable, level, estimate } of record.coefficients) {
    if (variable === null) {
      predictor += estimate;
      continue;
    }
    const given = variable === SCORE ? score : (factors[variable] ?? null);
    if (given === null) replaced.push(variable);
    const value = given ?? replacements.get(variable) ?? null;
    if (value === null) return refuse({ code: 'factor-missing', detail: `The regression needs ${variable}.`, field: variable });
    const number = level === null ? Number(value) : String(value) === level ? 1 : 0;
    if (!Number.isFinite(number)) return refuse({ code: 'factor-not-a-number', detail: `${variable} must be a number.`, field: variable });
    predictor += estimate * number;
  }
  return ok({ risk: logistic(predictor), replaced: [...new Set(replaced)] });
}
