import type { LocalText } from '@echocohort/kernel';
import type { StudyRecords } from '../records.ts';
import type { GroupName } from '../results/estimate.schema.ts';
import type { AnalysisOptions } from '../results/report.schema.ts';
import { IdSets } from './id-sets.ts';
import type { StudyLesion, StudyTable } from './read-study.ts';
import type { ScoredModel } from './scored-models.ts';

/** Everything that an analysis gets. */
export interface Study {
  readonly records: StudyRecords;
  readonly table: StudyTable;
  readonly models: readonly ScoredModel[];
  readonly options: AnalysisOptions;
  readonly ids: IdSets;
}

export const GROUP_LABELS: Readonly<Record<GroupName, LocalText>> = {
  all: { zh: '全部', en: 'All' },
  training: { zh: '训练集', en: 'Training' },
  internal_validation: { zh: '内部验证集', en: 'Internal validation' },
  external_validation: { zh: '外部验证集', en: 'External validation' },
};

export const SETS = ['training', 'internal_validation', 'external_validation'] as const satisfies readonly GroupName[];
export const GROUPS: readonly GroupName[] = ['all', ...SETS];

export const lesionsOf = (study: Pick<Study, 'table'>, group: GroupName): readonly StudyLesion[] => (group === 'all' ? study.table.lesions : study.table.lesions.filter(({ set }) => set === group));

/** Patients of some lesions, each once, in their order. */
export const patientsOf = (lesions: readonly StudyLesion[]): string[] => [...new Set(lesions.map(({ patient }) => patient))];

/** Lesions with a known outcome and a score of the model, as parallel lists; those without are counted. */
export interface Scored {
  readonly lesions: readonly StudyLesion[];
  readonly outcomes: readonly boolean[];
  readonly scores: readonly number[];
  readonly patients: readonly string[];
  readonly dropped: number;
  /** Lesions whose outcome is sealed. */
  readonly sealed: number;
}

export function scoredLesions(lesions: readonly StudyLesion[], scores: ReadonlyMap<string, number>): Scored {
  const used = lesions.filter(({ malignant, lesion }) => malignant !== null && scores.has(lesion));
  return {
    lesions: used, outcomes: used.map(({ malignant }) => malignant === true), scores: used.map(({ lesion }) => scores.get(lesion) ?? NaN), patients: used.map(({ patient }) => patient),
    dropped: lesions.length - used.length, sealed: lesions.filter(({ sealed }) => sealed).length,
  };
}
