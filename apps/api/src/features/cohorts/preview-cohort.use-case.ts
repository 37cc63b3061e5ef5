import { flowChart, lockReadiness, type CohortCase, type FlowBox } from '@echocohort/cohort';
import type { CohortPreview } from '@echocohort/contracts';
import { ok, type Result } from '@echocohort/kernel';
import { Database, findCohort } from '@echocohort/persistence';
import { flowChartSvg } from '@echocohort/reporting';
import type { StudyDefinition } from '@echocohort/study';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { ActiveStudy } from '../../platform/active-study.ts';
import { gatherLock, type GatheredLock } from '../snapshots/gather-lock.ts';
import { screenedCases } from './cohort-cases.ts';
import { exclusionLabels } from './cohort-catalogue.ts';
import { cohortNotFound, definitionOf } from './cohort.view.ts';

/** Counts, flow chart, missing values and readiness. Nothing in it depends on an outcome of an external centre. */
@Injectable()
export class PreviewCohortUseCase {
  constructor(
    private readonly database: Database,
    private readonly study: ActiveStudy,
  ) {}

  run(caller: Caller, cohortId: string): Promise<Result<CohortPreview>> {
    return this.database.as(caller.dbIdentity('cohort.define', { pathology: true }), async (tx): Promise<Result<CohortPreview>> => {
      const study = await this.study.required(tx);
      const row = await findCohort(tx, study.id, cohortId);
      if (row === null) return cohortNotFound;
      const lock = await gatherLock(tx, study, row, await screenedCases(tx, study.definition));
      const sets = lock.split === null ? undefined : new Map(lock.split.rows.map(({ lesion, set }) => [lesion, set]));
      const boxes = flowChart(lock.cases.map((entry) => entry.asCohortCase), definitionOf(row), exclusionLabels(study.definition), sets);
      return ok(previewOf(boxes, lock, study.definition));
    }, { timeoutMs: 120_000 });
  }
}

const patientsOf = (cases: readonly CohortCase[]): number => new Set(cases.map((entry) => entry.subject)).size;

function previewOf(boxes: readonly FlowBox[], lock: GatheredLock, definition: StudyDefinition): CohortPreview {
  const included = lock.included.map((entry) => entry.asCohortCase);
  return {
    lesions: included.length,
    patients: patientsOf(included),
    boxes: boxes.map(({ code, kind, label, lesions, patients, cases }) => ({ code, kind, label, lesions, patients, cases: cases.map((entry) => ({ caseId: entry.id, code: entry.code })) })),
    flowChartSvg: { zh: flowChartSvg(boxes, 'zh'), en: flowChartSvg(boxes, 'en') },
    byCentre: definition.centres.map(({ code, role }) => {
      const own = included.filter((entry) => entry.centre === code);
      return { centre: code, role, lesions: own.length, patients: patientsOf(own) };
    }),
    missing: definition.forms.flatMap((form) => form.items.map(({ code, label }) => ({ item: code, label, missing: included.filter((entry) => (entry.items[code] ?? null) === null).length, of: included.length }))),
    readiness: lockReadiness(lock.facts).map((line) => ({ ...line })),
    digest: lock.digest,
  };
}
