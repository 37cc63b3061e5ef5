import type { RunLesionsView } from '@echocohort/contracts';

type Lesion = RunLesionsView['lesions'][number];

/** What the list is narrowed to. */
export type LesionUse = 'all' | 'trained' | 'scored';

/** Lesions of a use whose code, patient or centre holds the text. */
export function filterLesions(lesions: readonly Lesion[], use: LesionUse, text: string): readonly Lesion[] {
  const wanted = text.trim().toLowerCase();
  return lesions.filter((row) => (use === 'all' || row.trained === (use === 'trained')) && (wanted === '' || [row.lesion, row.patient, row.centre].some((value) => value.toLowerCase().includes(wanted))));
}
