import type { CohortDefinition, LesionOutcome, Split } from '@echocohort/cohort';
import type { StudyDefinition } from '@echocohort/study';

/** A stored answer: a value, or the coded reason why there is none. */
export interface Answer {
  readonly value: string | number | boolean | null;
  readonly missingReason: string | null;
}

/** Answers by item code. */
export type Answers = Readonly<Record<string, Answer>>;

export interface ContentSubject {
  readonly subject: string;
  readonly centre: string;
  readonly answers: Answers;
}

export interface ContentLesion {
  readonly lesion: string;
  readonly subject: string;
  readonly centre: string;
  readonly scanDate: string | null;
  /** Code of the registered device. */
  readonly device: string | null;
  readonly protocolVersion: string;
  readonly answers: Answers;
  /** null: there is none, or it is sealed and must not come here at all. */
  readonly outcome: Omit<LesionOutcome, 'lesion'> | null;
}

export interface ContentImage {
  readonly lesion: string;
  readonly slot: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
}

/** A region that is drawn on an image of the snapshot. */
export interface ContentOutline {
  readonly lesion: string;
  readonly slot: string;
  /** SHA-256 of the image's file. */
  readonly image: string;
  readonly kind: string;
  readonly shape: string;
  /** Corners in pixels of the stored image, `x,y x,y …`, not closed. */
  readonly points: string;
  readonly source: string;
}

export interface ContentExclusion {
  readonly lesion: string;
  readonly subject: string;
  readonly centre: string;
  /** Code of the flow chart's box. */
  readonly box: string;
}

/** A query thread without its texts: people write names into free text. */
export interface ContentQuery {
  readonly query: string;
  readonly lesion: string;
  readonly slot: string | null;
  readonly item: string | null;
  readonly reason: string;
  readonly status: string;
  readonly raisedAt: string;
  readonly closedAt: string | null;
}

/** Everything that a lock takes from the record. No outcome of an external centre may be in it. */
export interface SnapshotContent {
  readonly definition: StudyDefinition;
  readonly cohort: { readonly id: string; readonly name: string; readonly version: number; readonly definition: CohortDefinition };
  readonly split: { readonly id: string; readonly seed: string; readonly ratio: string } & Pick<Split, 'rows' | 'sets' | 'exact' | 'assignment'>;
  readonly subjects: readonly ContentSubject[];
  readonly lesions: readonly ContentLesion[];
  readonly images: readonly ContentImage[];
  readonly outlines: readonly ContentOutline[];
  readonly exclusions: readonly ContentExclusion[];
  readonly queries: readonly ContentQuery[];
}
