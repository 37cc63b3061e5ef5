import type { ReportSource } from '../content/report-source.ts';
import type { EvidenceKey } from './checklist-item.ts';
import { cohortEvidence } from './cohort-evidence.ts';
import { modelEvidence } from './model-evidence.ts';
import { resultEvidence } from './result-evidence.ts';

/** What the record says to an item, and the part of the report that proves it. */
export interface Evidence {
  readonly text: string;
  /** Name of a table, figure or section. */
  readonly target: string | null;
}

/** Null: this export and these bundles hold nothing that answers the item. */
export type EvidenceMaker = (source: ReportSource) => Evidence | null;

const MAKERS: Readonly<Record<EvidenceKey, EvidenceMaker>> = { ...cohortEvidence, ...modelEvidence, ...resultEvidence };

export const evidenceFor = (key: EvidenceKey, source: ReportSource): Evidence | null => MAKERS[key](source);
