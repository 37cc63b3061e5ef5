import { flowChart, itemNames, lockReadiness, type CohortCase, type CohortDefinition, type FlowBox, type StudySet } from '@echocohort/cohort';
import type { CohortPreview } from '@echocohort/contracts';
import type { CohortRow } from '@echocohort/persistence';
import { flowChartSvg } from '@echocohort/figures';
import type { StudyDefinition } from '@echocohort/study';
import type { GatheredLock } from '../snapshots/gather-lock.ts';
import { catalogueEntries, exclusionLabelsOf } from './cohort-catalogue.ts';
import { definitionOf } from './cohort.view.ts';

const patientsOf = (cases: readonly CohortCase[]): number => new Set(cases.map((entry) => entry.subject)).size;

const boxView = ({ code, kind, label, lesions, patients, cases }: FlowBox): CohortPreview['boxes'][number] => ({
  code, kind, label, lesions, patients, cases: cases.map((entry) => ({ caseId: entry.id, code: entry.code })),
});

/** The boxes of a cohort's flow chart in the words of the study. */
export function flowBoxes(cases: readonly CohortCase[], cohort: CohortDefinition, definition: StudyDefinition, sets?: ReadonlyMap<string, StudySet>): FlowBox[] {
  return flowChart(cases, cohort, exclusionLabelsOf(definition), sets, itemNames(catalogueEntries(definition)));
}

/** How many cases have no value, by item. Case by case: the items of a case are made when they are asked for. */
function missingOf(included: readonly CohortCase[], definition: StudyDefinition): CohortPreview['missing'] {
  const counted = definition.forms.flatMap((form) => form.items.map(({ code, label }) => ({ item: code, label, missing: 0, of: included.length })));
  for (const { items } of included) for (const count of counted) if ((items[count.item] ?? null) === null) count.missing += 1;
  return counted;
}

/** Counts, flow chart and missing values of a definition, stored or not. Nothing in it depends on an outcome. */
export function countsOf(cases: readonly CohortCase[], cohort: CohortDefinition, definition: StudyDefinition, sets?: ReadonlyMap<string, StudySet>): Omit<CohortPreview, 'readiness' | 'digest'> {
  const boxes = flowBoxes(cases, cohort, definition, sets);
  const included = boxes.find(({ kind }) => kind === 'included')?.cases ?? [];
  return {
    lesions: included.length,
    patients: patientsOf(included),
    boxes: boxes.map(boxView),
    flowChartSvg: { zh: flowChartSvg(boxes, 'zh'), en: flowChartSvg(boxes, 'en') },
    byCentre: definition.centres.map(({ code, role }) => {
      const own = included.filter((entry) => entry.centre === code);
      return { centre: code, role, lesions: own.length, patients: patientsOf(own) };
    }),
    missing: missingOf(included, definition),
  };
}

/** What the signer of a cohort sees. The lock keeps this very picture with the snapshot. */
export function cohortPreviewOf(row: CohortRow, lock: GatheredLock, definition: StudyDefinition): CohortPreview {
  const sets = lock.split === null ? undefined : new Map(lock.split.rows.map(({ lesion, set }) => [lesion, set]));
  return { ...countsOf(lock.cases.map((entry) => entry.asCohortCase), definitionOf(row), definition, sets), readiness: lockReadiness(lock.facts).map((line) => ({ ...line })), digest: lock.digest };
}
