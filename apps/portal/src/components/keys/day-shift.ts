import { dayShift } from '@echocohort/deidentification';

/** The patient's shift under a key; a file of its own, so that pages load the library only where a key is held. */
export const shiftUnder = (key: Uint8Array, subjectCode: string): number => dayShift(key, subjectCode);
