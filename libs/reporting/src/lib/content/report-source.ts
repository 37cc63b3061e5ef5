import type { AnalysisReport, GroupName, Unit } from '@echocohort/analyses';
import type { CohortDefinition } from '@echocohort/cohort';
import type { FigureLanguage, ModelName } from '@echocohort/figures';
import type { ModelMetrics, RunRecord } from '@echocohort/model';
import type { StudyDefinition } from '@echocohort/study';
import type { ReportFonts } from '../drawing/report-fonts.ts';
import type { MadeMaps } from '../sections/failure-maps.ts';

/** What a locked snapshot says of itself, from SNAPSHOT.json and the files beside it. */
export interface SnapshotFacts {
  readonly root: string;
  readonly previousRoot: string | null;
  /** When the last signature was given: the only time that a report bears. */
  readonly lockedAt: Date;
  readonly cohort: { readonly name: string; readonly version: number; readonly definition: CohortDefinition };
  readonly split: { readonly seed: string; readonly ratio: string; readonly exact: boolean };
  readonly signatures: readonly { readonly meaning: string; readonly at: string }[];
  readonly audit: { readonly events: number; readonly hash: string };
  readonly queries: { readonly raised: number; readonly closed: number };
  /** The opening of the external outcomes; null while they are sealed. */
  readonly opening: { readonly modelDigest: string; readonly openedAt: string } | null;
}

/** A trained model as its bundle describes it. */
export interface BundleFacts {
  /** Code of the model in the analyses. */
  readonly code: string;
  readonly digest: string | null;
  readonly run: RunRecord;
  readonly metrics: ModelMetrics | null;
  /** `MODEL_CARD.md` of the bundle. */
  readonly card: string | null;
  readonly attentionMaps: readonly { readonly path: string; readonly lesion: string; readonly png: Uint8Array }[];
}

/** Everything that a report is made from; the same input gives the same bytes. */
export interface ReportInput {
  readonly analysis: AnalysisReport;
  readonly definition: StudyDefinition;
  readonly snapshot: SnapshotFacts;
  readonly bundles: readonly BundleFacts[];
  readonly fonts: ReportFonts;
  /** Maps of wrong calls that the bundles lack, made for this report; left out where nobody made any. */
  readonly maps?: MadeMaps;
}

/** The input with the language in which a report is written. */
export class ReportSource {
  readonly input: ReportInput;
  readonly language: FigureLanguage;
  constructor(input: ReportInput, language: FigureLanguage) {
    this.input = input;
    this.language = language;
  }

  get analysis(): AnalysisReport {
    return this.input.analysis;
  }

  /** Models in the order in which every figure shows them. */
  get models(): readonly ModelName[] {
    return this.input.analysis.models;
  }

  say(en: string, zh: string): string {
    return this.language === 'zh' ? zh : en;
  }

  model(code: string): string {
    return this.models.find((model) => model.code === code)?.label[this.language] ?? code;
  }

  group(name: GroupName): string {
    return { all: this.say('All', '全部'), training: this.say('Training', '训练集'), internal_validation: this.say('Internal validation', '内部验证集'), external_validation: this.say('External validation', '外部验证集') }[name];
  }

  unit(unit: Unit): string {
    return { image: this.say('image', '图像'), lesion: this.say('lesion', '病灶'), patient: this.say('patient', '患者'), reader: this.say('reader', '阅片者') }[unit];
  }

  /** Code of the analysis variable that cuts lesions by size. */
  get sizeVariable(): string | null {
    return this.input.definition.analysis.find(({ strata }) => strata !== undefined)?.code ?? null;
  }

  /** Lesions and patients of all sets together; a patient stands in one set only. */
  get totals(): { readonly lesions: number; readonly patients: number } {
    const sets = this.analysis.sets.filter(({ group }) => group !== 'all');
    return { lesions: sets.reduce((sum, { lesions }) => sum + lesions, 0), patients: sets.reduce((sum, { patients }) => sum + patients, 0) };
  }

  /** Sets whose outcomes are sealed here, wholly or in part. */
  get sealed(): readonly { readonly group: GroupName; readonly lesions: number; readonly known: number }[] {
    return this.analysis.sets.filter(({ group, lesions, known }) => group !== 'all' && known < lesions);
  }
}
