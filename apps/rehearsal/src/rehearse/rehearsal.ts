import type { StudyView } from '@echocohort/contracts';
import type { SyntheticPatient } from '@echocohort/testing';
import type { PictureJob, PictureResult } from '../centre/picture-job.ts';
import type { SubmittedCase } from '../centre/submit-patient.ts';
import type { Staff } from '../product/staff.ts';
import type { ScoreCard } from '../score/score-card.ts';

/** Everything that the parts of a rehearsal share. */
export interface Rehearsal {
  readonly apiUrl: string;
  readonly password: string;
  readonly study: StudyView;
  readonly staff: Staff;
  readonly patients: readonly SyntheticPatient[];
  readonly card: ScoreCard;
  readonly keyOf: (centre: string) => Uint8Array;
  readonly makePicture: (job: PictureJob) => Promise<PictureResult>;
  /** A folder of the rehearsal's own. */
  readonly folder: string;
  readonly withFaults: boolean;
  /** Cases sent so far. */
  readonly cases: SubmittedCase[];
  /** Runs `echocohort` and gives exit code and output. */
  readonly cli: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<CliOutcome>;
}

export interface CliOutcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
