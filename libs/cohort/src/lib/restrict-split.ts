import { sha256OfText } from './sha256.ts';
import { countSet, rowsText, type Split } from './split-cohort.ts';

/** The same split without some lesions: nobody changes sets or folds, so what was learnt on training stays training. */
export function restrictSplit(split: Split, keeps: (lesion: string) => boolean, ratio: { readonly training: number; readonly internal: number }): Split {
  const rows = split.rows.filter(({ lesion }) => keeps(lesion));
  const sets = (['training', 'internal_validation', 'external_validation'] as const).map((set) => countSet(rows, set));
  const [training, internal] = sets.map(({ lesions }) => lesions);
  const wanted = (((training ?? 0) + (internal ?? 0)) * ratio.training) / (ratio.training + ratio.internal);
  return { rows, sets, wanted, exact: training === wanted, assignment: sha256OfText(rowsText(rows)) };
}
