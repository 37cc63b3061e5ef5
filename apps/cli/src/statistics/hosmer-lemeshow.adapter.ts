import { ok } from '@echocohort/kernel';
import { hosmerLemeshow } from '@echocohort/statistics';
import { Instead, valueOf, type MethodAdapter } from './adapter.ts';
import { numberOr, textField, textOr } from './input.ts';
import { probabilitiesOf, probabilityTable } from './probability-columns.ts';

/** The Hosmer-Lemeshow test with both degrees of freedom. */
export const adapter: MethodAdapter = {
  method: 'hosmer_lemeshow',
  run(input, context) {
    const { table, outcome } = probabilityTable(input, context);
    const sample = probabilitiesOf(table, outcome, input.csv === undefined && input.rows === undefined ? 'p' : textField(input, 'probability'));
    const grouping = textOr(input, 'grouping', 'quantile7') === 'equal_rank' ? 'equal-ranks' : 'quantiles';
    const found = valueOf(hosmerLemeshow(sample, { groups: numberOr(input, 'g', 10), grouping }));
    return ok({
      groups: found.groups.length, chisq: found.chiSquare, df_development: found.development.degreesOfFreedom,
      p_development: found.development.p ?? new Instead(null, 'no degrees of freedom are left, so there is no p value'),
      df_external: found.external.degreesOfFreedom, p_external: found.external.p, smallest_expected: found.smallestExpected,
      table: found.groups.map(({ n, observed, expected, lowest, highest }) => ({
        n, observed_events: observed, expected_events: expected, mean_predicted: expected / n, observed_rate: observed / n, min_predicted: lowest, max_predicted: highest,
      })),
    });
  },
};
