import type { MethodAdapter } from './adapter.ts';
import { sampleOf } from './columns.ts';
import { fieldsField } from './input.ts';
import { unpairedFields } from './roc-fields.ts';

/** Areas of two separate samples; two scores of one file are taken as separate here because the case asks for it. */
export const adapter: MethodAdapter = {
  method: 'delong_unpaired',
  run(input, context) {
    const nested = input.sample1 !== undefined;
    const sample = (which: '1' | '2'): ReturnType<typeof sampleOf> =>
      nested ? sampleOf(fieldsField(input, `sample${which}`), context) : { ...sampleOf({ ...input, direction: input[`direction${which}`] ?? input.direction }, context, `score${which}`) };
    return unpairedFields(sample('1'), sample('2'), input.alternative);
  },
};
