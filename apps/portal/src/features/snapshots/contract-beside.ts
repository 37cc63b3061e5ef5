import type { AgreementName } from '@echocohort/contracts';

/** The contract that was named beside the agreement of the study; null when the words only name that very version. */
export const contractBeside = (words: string | null, document: AgreementName | null): string | null =>
  words === null || (document !== null && words === `${document.title.en}, version ${document.version}`) ? null : words;
