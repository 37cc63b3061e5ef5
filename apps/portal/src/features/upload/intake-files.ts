import type { HarmlessReason, ReceivedImage } from '@echocohort/contracts';
import type { Refusal } from '@echocohort/kernel';
import type { PreparedFile, PrepareStep, Rectangle, TextSearch } from './prepared-file.ts';

export type IntakeStatus = 'reading' | 'clean' | 'held' | 'sending' | 'stored' | 'refused';

/** What a person decided about a text inside the picture. */
export type TextDecision = { readonly kind: 'blank' } | { readonly kind: 'harmless'; readonly because: HarmlessReason };

/** What a person said of the whole picture: it may be sent, or it must not. */
export type Verdict = 'approved' | 'approved-in-batch' | 'rejected';

/** One file on its way from the disk of this PC to a slot. */
export interface IntakeFile {
  readonly id: number;
  readonly file: File;
  /** Name with its folder, shown here only. */
  readonly name: string;
  readonly status: IntakeStatus;
  /** What the worker is doing with it just now. */
  readonly step: PrepareStep | null;
  readonly prepared: PreparedFile | null;
  readonly search: TextSearch | null;
  readonly decisions: ReadonlyMap<number, TextDecision>;
  readonly drawn: readonly Rectangle[];
  readonly verdict: Verdict | null;
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
  | { readonly kind: 'step'; readonly id: number; readonly step: PrepareStep }
  | { readonly kind: 'again'; readonly id: number }
  | { readonly kind: 'prepared'; readonly id: number; readonly prepared: PreparedFile; readonly search: TextSearch | null }
  | { readonly kind: 'held'; readonly id: number; readonly refusal: Refusal }
  | { readonly kind: 'proposed'; readonly slots: ReadonlyMap<number, string> }
  | { readonly kind: 'slot'; readonly id: number; readonly slot: string | null }
  | { readonly kind: 'reason'; readonly id: number; readonly reason: string }
  | { readonly kind: 'text-decided'; readonly id: number; readonly text: number; readonly decision: TextDecision | null }
  | { readonly kind: 'box-drawn'; readonly id: number; readonly box: Rectangle }
  | { readonly kind: 'box-removed'; readonly id: number; readonly index: number }
  | { readonly kind: 'verdict'; readonly ids: readonly number[]; readonly verdict: Verdict | null }
  | { readonly kind: 'sending'; readonly id: number; readonly slot: string }
  | { readonly kind: 'progress'; readonly id: number; readonly sentBytes: number }
  | { readonly kind: 'stored'; readonly id: number; readonly answer: ReceivedImage }
  | { readonly kind: 'refused'; readonly id: number; readonly refusal: Refusal }
  | { readonly kind: 'removed'; readonly id: number }
  | { readonly kind: 'emptied' };

/** A file as it was dropped, before anything was read. */
export const newFile = (id: number, file: File, slot: string | null): IntakeFile => ({
  id, file, name: file.webkitRelativePath || file.name, status: 'reading', step: null, prepared: null, search: null, decisions: new Map(), drawn: [], verdict: null,
  refusal: null, slot, chosen: slot !== null, reason: '', sentBytes: 0, answer: null,
});

/** Whatever changes the picture takes an approval back: it was given to other bytes. */
function pictureChange(change: IntakeChange, file: IntakeFile): Partial<IntakeFile> | null {
  switch (change.kind) {
    case 'text-decided': {
      const decisions = new Map(file.decisions);
      if (change.decision) decisions.set(change.text, change.decision);
      else decisions.delete(change.text);
      return { decisions, verdict: null };
    }
    case 'box-drawn': return { drawn: [...file.drawn, change.box], verdict: null };
    case 'box-removed': return { drawn: file.drawn.filter((_, index) => index !== change.index), verdict: null };
    default: return null;
  }
}

function part(change: IntakeChange, file: IntakeFile): Partial<IntakeFile> {
  switch (change.kind) {
    case 'step': return { step: change.step };
    case 'again': return { status: 'reading', step: null, refusal: null };
    case 'prepared': return { status: 'clean', step: null, prepared: change.prepared, search: change.search ?? file.search };
    case 'held': return { status: 'held', step: null, refusal: change.refusal, prepared: null };
    case 'slot': return { slot: change.slot, chosen: true, refusal: null };
    case 'reason': return { reason: change.reason };
    // From here on the slot is settled: a proposal must not move a file that is on its way.
    case 'sending': return { status: 'sending', refusal: null, sentBytes: 0, slot: change.slot, chosen: true };
    case 'progress': return { sentBytes: change.sentBytes };
    case 'stored': return { status: 'stored', answer: change.answer };
    case 'refused': return { status: 'refused', refusal: change.refusal, sentBytes: 0 };
    default: return pictureChange(change, file) ?? {};
  }
}

/** On its way, or there: nothing about the picture changes any more. */
const gone = (file: IntakeFile): boolean => file.status === 'stored' || file.status === 'sending';

function proposed(file: IntakeFile, slots: ReadonlyMap<number, string>): IntakeFile {
  const slot = slots.get(file.id) ?? null;
  return file.chosen || gone(file) || file.slot === slot ? file : { ...file, slot };
}

/** The files after a change; a stored file keeps its receipt whatever else is done, and a file that nothing happened to stays the same object. */
export function changed(files: readonly IntakeFile[], change: IntakeChange): readonly IntakeFile[] {
  if (change.kind === 'added') return [...files, ...change.files];
  if (change.kind === 'emptied') return [];
  if (change.kind === 'removed') return files.filter((file) => file.id !== change.id);
  if (change.kind === 'proposed') return files.map((file) => proposed(file, change.slots));
  if (change.kind === 'verdict') return files.map((file) => (change.ids.includes(file.id) && !gone(file) ? { ...file, verdict: change.verdict } : file));
  return files.map((file) => (file.id === change.id && file.status !== 'stored' ? { ...file, ...part(change, file) } : file));
}
