import type { FindingView } from '@echocohort/contracts-reading';
import type { FindingRow } from '@echocohort/persistence';

/** A finding in words. */
export const findingViewOf = (row: FindingRow): FindingView => ({ id: row.id, code: row.code, severity: row.severity, slot: row.slotCode, sentence: { ...row.sentence } });
