import type { Finding, PrintedPaper } from './printed-paper.ts';

const known = (values: readonly (number | undefined)[]): number[] | null => (values.every((value) => value !== undefined) ? values.filter((value) => value !== undefined) : null);

/** Numbers of the flow chart that others determine: differences, sums over cohorts, images as a multiple of lesions. */
export function flowSum({ flow }: PrintedPaper): Finding[] {
  if (!flow) return [];
  const found: Finding[] = [];
  const check = (where: string, printed: number | undefined, implied: number | null, note: string): void => {
    if (printed !== undefined && implied !== null && printed !== implied && !found.some((finding) => finding.where === `flow/${where}`)) found.push({ rule: 'flow-sum', where: `flow/${where}`, printed, implied, note });
  };
  const sum = (values: readonly (number | undefined)[]): number | null => known(values)?.reduce((a, b) => a + b, 0) ?? null;
  const cohorts = Object.entries(flow.cohorts ?? {});
  const [eligible, excluded] = known([flow.eligible, flow.excluded]) ?? [];
  check('enrolled_patients', flow.enrolled_patients, eligible !== undefined && excluded !== undefined ? eligible - excluded : null, 'Eligible less excluded.');
  if (cohorts.length > 0) {
    check('enrolled_patients', flow.enrolled_patients, sum(cohorts.map(([, { patients }]) => patients)), 'Sum over the cohorts.');
    check('lesions', flow.lesions, sum(cohorts.map(([, { lesions }]) => lesions)), 'Sum over the cohorts.');
    check('images', flow.images, sum(cohorts.map(([, { images }]) => images)), 'Sum over the cohorts.');
    const development = cohorts.filter(([name]) => !name.includes('external'));
    check('development_patients', flow.development_patients, development.length < cohorts.length ? sum(development.map(([, { patients }]) => patients)) : null, 'Sum over the cohorts that are not external.');
  }
  check('hospitals', flow.hospitals, sum([flow.development_hospitals, flow.external_hospitals]), 'Development and external hospitals.');
  const each = flow.images_per_lesion;
  if (each !== undefined) {
    check('images', flow.images, flow.lesions === undefined ? null : flow.lesions * each, 'Images of a lesion times lesions.');
    for (const [name, { lesions, images }] of cohorts) check(`cohorts/${name}/images`, images, lesions === undefined ? null : lesions * each, 'Images of a lesion times lesions.');
  }
  return found;
}
