import { refuse, type Result } from '@echocohort/kernel';

/** The one answer for a case that is not there and for one of another centre. */
export const caseNotFound: Result<never> = refuse({ code: 'not-found', detail: 'There is no such case among those of your centres.' });
