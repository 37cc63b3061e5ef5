import type { Refusal } from '@echocohort/kernel';
import { databaseFault, type DatabaseFault } from '@echocohort/persistence';

const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EHOSTUNREACH']);
/** PostgreSQL classes 08 (connection), 57P (operator) and 53300 (too many connections); Prisma's P1xxx and P2024. */
const DATABASE = /^(08\w{3}|57P0\d|53300|P1\d{3}|P2024|DatabaseNotReachable|ConnectionClosed|TooManyConnections|SocketTimeout)$/;
/** What node-postgres says when a connection goes away below a query; it gives no code. */
const CLOSED = /Connection terminated|timeout exceeded when trying to connect|connection timeout|Unable to start a transaction/i;

function* chain(error: unknown): Generator<{ readonly code: unknown; readonly message: string }> {
  let current = error;
  for (let depth = 0; depth < 6 && typeof current === 'object' && current !== null; depth++) {
    yield {
      code: 'code' in current ? current.code : 'kind' in current ? current.kind : null,
      message: 'message' in current && typeof current.message === 'string' ? current.message : '',
    };
    current = 'cause' in current ? current.cause : null;
  }
}

const DOWN: Refusal = { code: 'database-down', detail: 'The database does not answer at the moment: nothing was changed. Try again in a minute.' };

/** What the database's own last lines of defence say, when a use case did not say it first. */
const FAULTS: Readonly<Partial<Record<DatabaseFault, Refusal>>> = {
  unavailable: DOWN,
  locked: { code: 'case-locked', detail: 'The case is part of a locked snapshot and changes no more.' },
  conflict: { code: 'conflict', detail: 'Somebody else changed the same thing at this very moment: nothing was changed here. Look again, then repeat.' },
};

/** The refusal for an error that means "a part that we need is down" or "somebody was first", or null when it means anything else. */
export function outageOf(error: unknown): Refusal | null {
  for (const { code, message } of chain(error)) {
    if (code === 'ENOSPC' || code === 'EDQUOT') return { code: 'storage-full', detail: 'The storage is full: nothing was stored. Tell the administrator, then send again.' };
    if ((typeof code === 'string' && (NETWORK.has(code) || DATABASE.test(code))) || CLOSED.test(message)) return DOWN;
  }
  const fault = databaseFault(error);
  return fault === null ? null : (FAULTS[fault] ?? null);
}
