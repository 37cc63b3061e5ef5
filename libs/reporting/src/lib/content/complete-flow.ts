import { exclusionLabels, flowPlaces } from '@echocohort/cohort';
import type { DrawnBox } from '@echocohort/figures';
import type { ReportInput } from './report-source.ts';

/**
 * The boxes of the record with those that nobody fell into: an empty reason is a statement too. Places, their order and
 * words are those of the portal's chart, so that report and portal agree.
 */
export function completeFlow(boxes: readonly DrawnBox[], { definition, snapshot }: Pick<ReportInput, 'definition' | 'snapshot'>): DrawnBox[] {
  const { criteria, primaryOrder } = definition.eligibility;
  const found = boxes.filter(({ kind }) => kind === 'excluded' || kind === 'pending').map(({ code }) => code);
  const places = flowPlaces(snapshot.cohort.definition, exclusionLabels(criteria.map(({ code }) => code), primaryOrder), found);
  const sides = places.map(({ code, kind, label }): DrawnBox => {
    const known = boxes.find((box) => box.code === code);
    return { code, kind, label, lesions: known?.lesions ?? 0, patients: known?.patients ?? 0, images: known?.images ?? null };
  });
  return [...boxes.filter(({ kind }) => kind === 'screened'), ...sides, ...boxes.filter(({ kind }) => kind === 'included' || kind === 'set')];
}
