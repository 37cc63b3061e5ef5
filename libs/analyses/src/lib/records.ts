import type { LocalText } from '@echocohort/kernel';
import type { LesionScore } from '@echocohort/model';
import type { StudyDefinition } from '@echocohort/study';

/** A row of a table of the export: cells by column name, null where there is none. */
export type RecordRow = Readonly<Record<string, string | null>>;

/** An image model with its predictions, as a bundle holds them. */
export interface ModelPredictions {
  /** `L`, `LB`, ...: unique among the models. */
  readonly code: string;
  readonly label?: LocalText;
  readonly runId?: string;
  readonly digest?: string;
  readonly predictions: readonly LesionScore[];
  /** Paths of the bundle's attention maps (`cam/<lesion>...`). */
  readonly attentionMaps?: readonly string[];
  /** Predictions of the models of a cross-validation, where they were trained. */
  readonly folds?: readonly { readonly fold: number; readonly predictions: readonly LesionScore[] }[];
}

/** The outcome of a lesion of an external centre, opened after a model was registered. */
export interface OpenedOutcome {
  readonly lesion: string;
  readonly malignant: boolean;
  readonly histology: string | null;
  readonly pathologyMethod: string | null;
  readonly specimenDate: string | null;
}

/** What the analyses read: the tables of a locked snapshot, the opened outcomes and the predictions. */
export interface StudyRecords {
  readonly definition: StudyDefinition;
  readonly participants: readonly RecordRow[];
  readonly lesions: readonly RecordRow[];
  readonly images: readonly RecordRow[];
  readonly splits: readonly RecordRow[];
  readonly exclusions: readonly RecordRow[];
  readonly opened: readonly OpenedOutcome[];
  readonly models: readonly ModelPredictions[];
  /** Merkle root of the snapshot. */
  readonly snapshotRoot: string | null;
}
