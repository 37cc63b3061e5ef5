import type { ItemView } from '@echocohort/contracts';
import { isPlainDate } from '@echocohort/kernel';
import { z } from 'zod';

/** One stored answer, as the API gives it. */
export interface StoredAnswer {
  readonly value: string | number | boolean | null;
  readonly missingReason: string | null;
}

/** What a person typed for one item: text as typed, so that a wrong entry is never lost or changed. */
export interface ItemDraft {
  readonly text: string;
  readonly missing: string | null;
  readonly reason: string;
}

export type FormDraft = Readonly<Record<string, ItemDraft>>;

export const formDraft = z.record(z.string(), z.object({ text: z.string(), missing: z.string().nullable(), reason: z.string() }));

export const NOTHING: StoredAnswer = { value: null, missingReason: null };

export type EntryFault = { readonly key: 'notANumber' | 'notAnInteger' | 'notADate' } | { readonly key: 'outOfRange'; readonly min: number | null; readonly max: number | null };

export const answerText = (value: StoredAnswer['value']): string => (value === null ? '' : String(value));

/** Is there something stored, so that changing it needs a reason? */
export const isStored = (answer: StoredAnswer): boolean => answer.value !== null || answer.missingReason !== null;

/** Does the draft say anything else than what is stored? */
export const differs = (draft: ItemDraft, stored: StoredAnswer): boolean => draft.text.trim() !== answerText(stored.value) || draft.missing !== stored.missingReason;

const NUMBER = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/;

/** The typed text as a number; a decimal comma counts as a point. */
const numberOf = (text: string): number | null => (NUMBER.test(text) ? Number(text.replace(',', '.')) : null);

/** The edit check of an entry while it is typed; the API checks again. */
export function entryFault(item: ItemView, text: string): EntryFault | null {
  const typed = text.trim();
  if (typed === '') return null;
  if (item.type === 'date') return isPlainDate(typed) ? null : { key: 'notADate' };
  if (item.type !== 'number' && item.type !== 'integer') return null;
  const value = numberOf(typed);
  if (value === null) return { key: 'notANumber' };
  if (item.type === 'integer' && !Number.isInteger(value)) return { key: 'notAnInteger' };
  const { min, max } = item.range ?? { min: null, max: null };
  const outside = (min !== null && value < min) || (max !== null && value > max);
  return outside ? { key: 'outOfRange', min, max } : null;
}

/** The value that is sent for the typed text. */
export function valueOf(item: ItemView, text: string): StoredAnswer['value'] {
  const typed = text.trim();
  if (typed === '') return null;
  if (item.type === 'number' || item.type === 'integer') return numberOf(typed) ?? typed;
  if (item.type === 'boolean') return typed === 'true';
  return typed;
}
