import type { LocalText } from '@echocohort/kernel';
import { z } from 'zod';
import { CASE_EVENTS } from './case.events.ts';
import { COHORT_EVENTS } from './cohort.events.ts';
import { PEOPLE_EVENTS } from './people.events.ts';
import { RELEASE_EVENTS } from './release.events.ts';
import { TEMPLATE_EVENTS } from './template.events.ts';

/** The closed vocabulary: an event that is not here cannot be written, a payload with one field more neither. */
export const AUDIT_EVENTS = { ...PEOPLE_EVENTS, ...CASE_EVENTS, ...COHORT_EVENTS, ...RELEASE_EVENTS, ...TEMPLATE_EVENTS } as const;

/** The name of an event. */
export type AuditEventType = keyof typeof AUDIT_EVENTS;

/** What an event of one type carries. */
export type AuditPayload<T extends AuditEventType> = z.infer<(typeof AUDIT_EVENTS)[T]['payload']>;

/** What happened, to which centre and which case (lesion code), before it is numbered and chained. */
export type AuditEvent = {
  [T in AuditEventType]: {
    readonly type: T;
    readonly centre: string | null;
    /** Lesion code (`C03-0142-L1`), or null when no single case is concerned. */
    readonly case: string | null;
    readonly payload: AuditPayload<T>;
  };
}[AuditEventType];

export const AUDIT_EVENT_TYPES: readonly string[] = Object.keys(AUDIT_EVENTS).sort();

export const isAuditEventType = (text: string): text is AuditEventType => Object.hasOwn(AUDIT_EVENTS, text);

/** The event's plain sentence in both languages. */
export const auditSentence = (type: AuditEventType): LocalText => AUDIT_EVENTS[type].sentence;

/** Paths of the payload that do not fit the vocabulary; empty when it fits. Never a value. */
export function payloadFaults(type: AuditEventType, payload: unknown): string[] {
  const schema: z.ZodType = AUDIT_EVENTS[type].payload;
  const parsed = schema.safeParse(payload);
  return parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.') || 'payload'}: ${issue.code}`);
}
