import { canonicalJson, toHex } from '@echocohort/kernel';
import { sha256 } from '@noble/hashes/sha2.js';
import { z } from 'zod';
import { payloadFaults, type AuditEvent } from './vocabulary.ts';

/** One row of a study's audit trail, as stored and as written to `audit.ndjson`. */
export interface AuditEntry {
  /** 1, 2, 3 … without a gap within a study. */
  readonly seq: number;
  /** ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  readonly studyCode: string;
  /** Id of the person, or null when nobody was signed in or the system acted by itself. */
  readonly actor: string | null;
  /** The actor's roles at that moment, sorted. */
  readonly roles: readonly string[];
  readonly centre: string | null;
  readonly type: string;
  readonly case: string | null;
  readonly payload: unknown;
  /** Hash of the entry before, or GENESIS_HASH. */
  readonly prev: string;
  readonly hash: string;
}

/** What the writer knows before the entry takes its place in the chain. */
export interface AuditFacts {
  readonly at: Date;
  readonly studyCode: string;
  readonly actor: string | null;
  readonly roles: readonly string[];
  readonly event: AuditEvent;
}

/** The end of a chain: where the next entry is attached. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

export const GENESIS_HASH = '0'.repeat(64);
export const EMPTY_CHAIN: ChainHead = { seq: 0, hash: GENESIS_HASH };

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** The shape of a row read back from a database or a file; the payload is judged by the vocabulary. */
export const auditEntrySchema = z.strictObject({
  seq: z.int().positive(),
  at: z.iso.datetime({ precision: 3 }),
  studyCode: z.string().min(1),
  actor: z.string().min(1).nullable(),
  roles: z.array(z.string()),
  centre: z.string().nullable(),
  type: z.string(),
  case: z.string().nullable(),
  payload: z.unknown(),
  prev: hash,
  hash,
});

/** SHA-256 over the canonical JSON of the entry with the previous hash inside: a changed row breaks all that follow. */
export function chainHash(prev: string, entry: Omit<AuditEntry, 'prev' | 'hash'>): string {
  const { seq, at, studyCode, actor, roles, centre, type, payload } = entry;
  const text = canonicalJson({ seq, at, studyCode, actor, roles, centre, type, case: entry.case, payload, prev });
  return toHex(sha256(new TextEncoder().encode(text)));
}

/** The next entry of a chain. Throws when the payload does not fit the vocabulary: that is a fault of the caller. */
export function nextEntry(head: ChainHead, facts: AuditFacts): AuditEntry {
  const { event } = facts;
  const faults = payloadFaults(event.type, event.payload);
  if (faults.length > 0) throw new TypeError(`audit event ${event.type} does not fit the vocabulary: ${faults.join('; ')}`);
  const body = {
    seq: head.seq + 1,
    at: facts.at.toISOString(),
    studyCode: facts.studyCode,
    actor: facts.actor,
    roles: [...new Set(facts.roles)].sort(),
    centre: event.centre,
    type: event.type,
    case: event.case,
    payload: event.payload,
  };
  return { ...body, prev: head.hash, hash: chainHash(head.hash, body) };
}

/** One line of `audit.ndjson`, without the line end. */
export const auditLine = (entry: AuditEntry): string => canonicalJson(entry);
