import { refuse, type Refused } from '@echocohort/kernel';

/** The one answer for a case that is not there and for one of another centre. */
export const caseNotFound: Refused = refuse({ code: 'not-found', detail: 'There is no such case among those of your centres.' });
