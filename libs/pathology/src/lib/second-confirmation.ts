import { ok, refuse } from '@echocohort/kernel';
import type { Result } from '@echocohort/kernel';

/** Who entered a report and who, if anybody, confirmed it. */
export interface Signatures {
  readonly enteredBy: string;
  readonly confirmedBy: string | null;
}

/** A second person confirms a report; the one who entered it never does, and nobody does so twice (domain 6). */
export function confirmReport(report: Signatures, person: string): Result<{ readonly confirmedBy: string }> {
  if (report.confirmedBy !== null) return refuse({ code: 'pathology-already-confirmed', detail: 'This report has been confirmed before. Enter a new report to correct it.' });
  if (report.enteredBy === person) return refuse({ code: 'pathology-same-person', detail: 'The person who entered a report cannot confirm it. Ask a second person.' });
  return ok({ confirmedBy: person });
}

/** Only a confirmed report counts as the reference standard. */
export const isConfirmed = (report: Signatures): boolean => report.confirmedBy !== null;
