import type { MethodAdapter } from './adapter.ts';
import { sampleOf } from './columns.ts';
import { aucFields } from './roc-fields.ts';

/** Area under the curve with DeLong's variance. */
export const adapter: MethodAdapter = { method: 'auc_delong', run: (input, context) => aucFields(sampleOf(input, context)) };
