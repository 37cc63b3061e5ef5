import type { Finding, PrintedPaper } from './printed-paper.ts';

const known = (values: readonly (number | undefined)[]): number[] | null => (values.every((value) => value !== undefined) ? values.filter((value) => value !== undefined) : null);

/** Names that cohorts of other centres bear. */
const EXTERNAL = /extern|(^|[^a-z])ev([^a-z]|$)/i;

/** The printed number if some of the parts add up to it; else the sum of all but the last; null where a part is unknown. */
function anyGroup(printed: number | undefined, parts: readonly (number | undefined)[]): number | null {
  const all = known(parts);
  if (all === null || all.length < 2) return null;
  const sums = all.reduce<number[]>((found, part) => [...found, ...found.map((value) => value + part)], [0]);
  return printed !== undefined && sums.includes(printed) ? printed : all.slice(0, -1).reduce((sum, part) => sum + part, 0);
}

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
    check('images', flow.images, sum(cohorts.map(([, { images, lesions }]) => (flow.images_per_lesion !== undefined && lesions !== undefined && images !== undefined ? lesions * flow.images_per_lesion : images))), 'Sum over the cohorts.');
    const external = cohorts.filter(([name]) => EXTERNAL.test(name));
    const development = cohorts.filter(([name]) => !EXTERNAL.test(name));
    for (const what of ['patients', 'lesions', 'images'] as const) {
      const parts = cohorts.map(([, cohort]) => cohort[what]);
      const named = external.length > 0 && development.length > 0;
      const of = (group: typeof cohorts): number | null => sum(group.map(([, cohort]) => cohort[what]));
      // Where no cohort is called external, any group of cohorts may be the development part.
      check(`development_${what}`, flow[`development_${what}`], named ? of(development) : anyGroup(flow[`development_${what}`], parts), 'Sum over the cohorts that are not external.');
      check(`external_${what}`, flow[`external_${what}`], named ? of(external) : anyGroup(flow[`external_${what}`], parts), 'Sum over the external cohorts.');
    }
  }
  check('hospitals', flow.hospitals, sum([flow.development_hospitals, flow.external_hospitals]), 'Development and external hospitals.');
  const each = flow.images_per_lesion;
  if (each !== undefined) {
    check('images', flow.images, flow.lesions === undefined ? null : flow.lesions * each, 'Images of a lesion times lesions.');
    for (const [name, { lesions, images }] of cohorts) check(`cohorts/${name}/images`, images, lesions === undefined ? null : lesions * each, 'Images of a lesion times lesions.');
  }
  return found;
}
