import type { MaskRectangle, MaskTemplate, ScannerLayout } from '@echocohort/deidentification';
import type { ActionCounts } from './action-counts.ts';
import type { Decision } from './decisions.ts';
import type { ReportBox } from './judge-texts.ts';
import type { PatientIdentity } from './patient.ts';

/** What every file of a run shares. Plain data: it is sent to worker threads. */
export interface CleanSettings {
  /** Where unfinished files lie. */
  readonly temporary: string;
  readonly key: Uint8Array;
  readonly centre: string;
  /** Whether text inside the regions is searched for. */
  readonly searchText: boolean;
  readonly templates: readonly MaskTemplate[];
}

/** One file to clean. */
export interface CleanTask {
  readonly file: string;
  readonly size: number;
  readonly regular: boolean;
  /** What a person decided about texts of this input. */
  readonly decisions: readonly Decision[];
}

/** Scanner, screen and what stayed of it: for the summary. */
export interface UsedLayout extends ScannerLayout {
  readonly kept: readonly MaskRectangle[];
  readonly template: string | null;
}

export type Status = 'clean' | 'held' | 'refused';

/** What became of one input, before it has its place in the output. Holds no path. */
export interface CleanedInput {
  readonly status: Status;
  readonly codes: readonly string[];
  /** SHA-256 of the source's bytes, where a person's decision has to name them. */
  readonly source?: string;
  readonly boxes?: readonly ReportBox[];
  readonly searchedFrames?: number;
  readonly actions?: ActionCounts;
  readonly ms: number;
  /** Present for clean files. */
  readonly written?: {
    readonly temporary: string;
    readonly subject: string;
    readonly uid: string;
    readonly sha256: string;
    readonly already: boolean;
    readonly identity: PatientIdentity;
    readonly shiftDays: number;
    readonly number: string;
    readonly sameNumber: string;
    readonly birth: string;
    readonly layout: UsedLayout;
  };
}
