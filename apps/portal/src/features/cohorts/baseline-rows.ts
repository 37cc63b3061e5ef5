import type { cohortBuilderRoutes } from '@echocohort/contracts';
import { unitWords, type LocalText } from '@echocohort/kernel';
import type { ResponseOf } from '@echocohort/contracts-reading';

type Baseline = ResponseOf<typeof cohortBuilderRoutes.cohortBaseline>;

/** Words of the head and of the two units. */
export interface BaselineWords {
  readonly characteristic: string;
  readonly missing: string;
  readonly patients: string;
  readonly lesions: string;
}

/** How many lack a value, with their share: `3 (4.1%)`; of nobody, nothing. */
export const missingText = ({ count, share }: { readonly count: number; readonly share: number | null }): string => (share === null ? '–' : `${count} (${(100 * share).toFixed(1)}%)`);

/** Table 1 as rows of texts, head first: what is copied into Word or Excel is what is seen. */
export function baselineRows({ columns, variables }: Baseline, local: (text: LocalText) => string, words: BaselineWords): string[][] {
  const sizes = [['n', words.patients, ...columns.map(({ patients }) => String(patients))], ['n', words.lesions, ...columns.map(({ lesions }) => String(lesions))]];
  const none = columns.map(() => '');
  return [
    [words.characteristic, '', ...columns.map(({ label }) => local(label)), ...columns.map(({ label }) => `${words.missing}: ${local(label)}`)],
    ...sizes.map((row) => [...row, ...none]),
    ...variables.flatMap((variable) => variable.lines.filter(({ kind }) => kind !== 'missing').map((line, index) => [
      index === 0 ? `${local(variable.label)}${variable.measuredIn ? `, ${local(unitWords(variable.measuredIn))}` : ''} (${variable.unit === 'patient' ? words.patients : words.lesions})` : '',
      local(line.label), ...line.cells, ...(index === 0 ? variable.missing.map(missingText) : none),
    ])),
  ];
}
