import type { ReceivedImage } from '@echocohort/contracts';
import type { Refusal } from '@echocohort/kernel';
import type { PreparedFile } from './prepared-file.ts';

export type IntakeStatus = 'reading' | 'clean' | 'held' | 'sending' | 'stored' | 'refused';

/** One file on its way from the disk of this PC to a slot. */
export interface IntakeFile {
  readonly id: number;
  readonly file: File;
  /** Name with its folder, shown here only. */
  readonly name: string;
  readonly status: IntakeStatus;
  readonly prepared: PreparedFile | null;
  readonly refusal: Refusal | null;
  readonly slot: string | null;
  /** A person chose the slot, so no proposal changes it. */
  readonly chosen: boolean;
  /** Why it replaces the image that is there. */
  readonly reason: string;
  readonly sentBytes: number;
  readonly answer: ReceivedImage | null;
}

export type IntakeChange =
  | { readonly kind: 'added'; readonly files: readonly IntakeFile[] }
  | { readonly kind: 'prepared'; readonly id: number; readonly prepared: PreparedFile }
  | { readonly kind: 'held'; readonly id: number; readonly refusal: Refusal }
  | { readonly kind: 'proposed'; readonly slots: ReadonlyMap<number, string> }
  | { readonly kind: 'slot'; readonly id: number; readonly slot: string | null }
  | { readonly kind: 'reason'; readonly id: number; readonly reason: string }
  | { readonly kind: 'sending'; readonly id: number; readonly slot: string }
  | { readonly kind: 'progress'; readonly id: number; readonly sentBytes: number }
  | { readonly kind: 'stored'; readonly id: number; readonly answer: ReceivedImage }
  | { readonly kind: 'refused'; readonly id: number; readonly refusal: Refusal }
  | { readonly kind: 'removed'; readonly id: number }
  | { readonly kind: 'emptied' };

/** A file as it was dropped, before anything was read. */
export const newFile = (id: number, file: File, slot: string | null): IntakeFile => ({ id, file, name: file.webkitRelativePath || file.name, status: 'reading', prepared: null, refusal: null, slot, chosen: slot !== null, reason: '', sentBytes: 0, answer: null });

function part(change: IntakeChange): Partial<IntakeFile> {
  switch (change.kind) {
    case 'prepared': return { status: 'clean', prepared: change.prepared };
    case 'held': return { status: 'held', refusal: change.refusal };
    case 'slot': return { slot: change.slot, chosen: true, refusal: null };
    case 'reason': return { reason: change.reason };
    // From here on the slot is settled: a proposal must not move a file that is on its way.
    case 'sending': return { status: 'sending', refusal: null, sentBytes: 0, slot: change.slot, chosen: true };
    case 'progress': return { sentBytes: change.sentBytes };
    case 'stored': return { status: 'stored', answer: change.answer };
    case 'refused': return { status: 'refused', refusal: change.refusal, sentBytes: 0 };
    default: return {};
  }
}

/** The files after a change; a stored file keeps its receipt whatever else is done. */
export function changed(files: readonly IntakeFile[], change: IntakeChange): readonly IntakeFile[] {
  if (change.kind === 'added') return [...files, ...change.files];
  if (change.kind === 'emptied') return [];
  if (change.kind === 'removed') return files.filter((file) => file.id !== change.id);
  if (change.kind === 'proposed') return files.map((file) => (file.chosen || file.status === 'stored' ? file : { ...file, slot: change.slots.get(file.id) ?? null }));
  return files.map((file) => (file.id === change.id && file.status !== 'stored' ? { ...file, ...part(change) } : file));
}
