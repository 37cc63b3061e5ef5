import { daysBetween, ok, type Result } from '@echocohort/kernel';
import { describeValues } from '@echocohort/statistics';
import type { IntervalResult } from '../results/cohort.schema.ts';
import type { GroupName } from '../results/estimate.schema.ts';
import type { StudyLesion } from '../study/read-study.ts';
import { GROUPS, lesionsOf, type Study } from '../study/study.ts';

/** Where the study does not say: at most 30 days (its reading of "less than one month"). */
const MOST_DAYS = 30;

function mostDaysOf({ records }: Study): number {
  const days = records.definition.eligibility.criteria.map(({ parameters }) => parameters['mostDays']).find((value) => typeof value === 'number');
  return typeof days === 'number' ? days : MOST_DAYS;
}

const daysOf = ({ scanDate, specimenDate }: StudyLesion): number | null => (scanDate === null || specimenDate === null ? null : daysBetween(scanDate, specimenDate));

function groupOf(study: Study, group: GroupName, mostDays: number): IntervalResult['groups'][number] {
  const lesions = lesionsOf(study, group);
  const known = lesions.flatMap((lesion) => {
    const days = daysOf(lesion);
    return days === null ? [] : [{ id: lesion.lesion, days }];
  });
  const sealed = lesions.filter((lesion) => lesion.sealed).length;
  const { quartiles, minimum, maximum } = describeValues(known.map(({ days }) => days));
  const [lowerQuartile = null, median = null, upperQuartile = null] = quartiles.type7;
  const outside = known.filter(({ days }) => days < 0 || days > mostDays);
  const different = [...new Set(known.map(({ days }) => days))].sort((a, b) => a - b);
  return {
    group, n: known.length, missing: lesions.length - known.length - sealed, sealed, median, lowerQuartile, upperQuartile, minimum, maximum, outside: outside.length,
    ids: study.ids.add(`interval/${group}`, 'lesion', known.map(({ id }) => id)), outsideIds: study.ids.add(`interval/${group}/outside`, 'lesion', outside.map(({ id }) => id)),
    histogram: different.map((days) => ({ days, count: known.filter((entry) => entry.days === days).length })),
  };
}

/** Days from the scan to the specimen (STARD 2015, item 22; inclusion criterion INC-3 of the paper). */
export function intervalAnalysis(study: Study): Result<IntervalResult> {
  const mostDays = mostDaysOf(study);
  const groups = GROUPS.map((group) => groupOf(study, group, mostDays));
  const outside = groups.find(({ group }) => group === 'all')?.outside ?? 0;
  return ok({ groups, mostDays, unit: 'lesion', method: 'describe', source: ['lesions.tsv'], warnings: outside > 0 ? [`outside-window: ${outside} lesions have a specimen before the scan or more than ${mostDays} days after it`] : [] });
}
