import type { Command } from './command.ts';

/** A command's place in the list; its file is loaded only when it is called, so that one broken command breaks no other. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** One entry a command; each file exports `command`. Two words for a command with a verb (`audit verify`). */
export const COMMANDS: readonly CommandEntry[] = [
  { name: 'deidentify', summary: 'write clean copies of ultrasound files', load: async () => (await import('./commands/deidentify.command.ts')).command },
  { name: 'keygen', summary: "make a centre's secret key", load: async () => (await import('./commands/keygen.command.ts')).command },
  { name: 'ledger export', summary: "open the centre's re-identification ledger into a table", load: async () => (await import('./commands/ledger-export.command.ts')).command },
  { name: 'ledger restore', summary: "bring the centre's re-identification ledger back from a copy or a table", load: async () => (await import('./commands/ledger-restore.command.ts')).command },
  { name: 'policy', summary: 'print the de-identification policy', load: async () => (await import('./commands/policy.command.ts')).command },
  { name: 'inspect', summary: 'show what the checks read of a file', load: async () => (await import('./commands/inspect.command.ts')).command },
  { name: 'split', summary: 'divide lesions into training and validation sets, patients whole', load: async () => (await import('./commands/split.command.ts')).command },
  { name: 'verify', summary: 'check an export against the snapshot that was locked', load: async () => (await import('./commands/verify.command.ts')).command },
  { name: 'dictionary export', summary: 'print the forms of a study as a REDCap data dictionary', load: async () => (await import('./commands/dictionary-export.command.ts')).command },
  { name: 'dictionary import', summary: 'read the forms of a REDCap data dictionary', load: async () => (await import('./commands/dictionary-import.command.ts')).command },
  { name: 'send', summary: 'clean and upload a site folder', load: async () => (await import('./commands/send.command.ts')).command },
  { name: 'audit verify', summary: 'check the hash chain of an exported audit trail', load: async () => (await import('./commands/audit-verify.command.ts')).command },
  { name: 'receipt verify', summary: "check a receipt's signature", load: async () => (await import('./commands/receipt-verify.command.ts')).command },
  { name: 'train', summary: 'train a model from an export', load: async () => (await import('./commands/train.command.ts')).command },
  { name: 'predict', summary: 'score pictures of a lesion with a trained model', load: async () => (await import('./commands/predict.command.ts')).command },
  { name: 'report', summary: 'make all tables and figures of the study from an export', load: async () => (await import('./commands/report.command.ts')).command },
  { name: 'statistics check', summary: 'run a folder of reference cases through the statistics', load: async () => (await import('./commands/statistics-check.command.ts')).command },
  { name: 'statistics run', summary: 'run one statistical method on a table of your own', load: async () => (await import('./commands/statistics-run.command.ts')).command },
  { name: 'consistency', summary: "check a printed paper's numbers against each other", load: async () => (await import('./commands/consistency.command.ts')).command },
];
