import type { AuditEntry } from '@echocohort/audit';
import { timelineEntry } from '@echocohort/contracts';
import { z } from 'zod';

export type TimelineEntry = z.output<typeof timelineEntry>;

const payload = z.record(z.string(), z.unknown());

/** Audit events with the names of the people who acted. */
export function timelineViews(entries: readonly AuditEntry[], names: ReadonlyMap<string, string>): TimelineEntry[] {
  return entries.map((entry) => ({
    seq: String(entry.seq),
    at: entry.at,
    actor: entry.actor === null ? null : (names.get(entry.actor) ?? entry.actor),
    type: entry.type,
    payload: payload.parse(entry.payload),
  }));
}
