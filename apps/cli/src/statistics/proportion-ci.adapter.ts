import { ok, refuse } from '@echocohort/kernel';
import type { MethodAdapter } from './adapter.ts';
import { numberField, numberOr } from './input.ts';
import { proportionFields } from './proportion-fields.ts';

/** Every interval of one proportion. */
export const adapter: MethodAdapter = {
  method: 'proportion_ci',
  run(input) {
    const [x, n, level] = [numberField(input, 'x'), numberField(input, 'n'), numberOr(input, 'level', 0.95)];
    if (!(x >= 0 && n >= x)) return refuse({ code: 'counts-invalid', detail: 'A proportion needs 0 <= events <= n.' });
    if (!(level > 0 && level < 1)) return refuse({ code: 'level-invalid', detail: 'The level must lie between 0 and 1.' });
    return ok(proportionFields(x, n, level));
  },
};
