import { textFile, type DerivedFile } from './derived-file.ts';

/** What BIDS has rules for; everything else of an export is named in `.bidsignore`, in the way of git. */
const KNOWN: readonly string[] = ['README.md', 'dataset_description.json', 'participants.tsv', 'participants.json'];

/** `.bidsignore`: a program that reads BIDS passes over what it has no rule for. */
export const bidsIgnoreFile = (): DerivedFile => textFile('.bidsignore', () => `# BIDS has no type for clinical ultrasound: it is asked to look at these alone.\n/*\n${KNOWN.map((path) => `!/${path}\n`).join('')}`);
