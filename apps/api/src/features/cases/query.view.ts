import { queryMessageView, type QueryView } from '@echocohort/contracts-reading';
import type { QueryThreadRow } from '@echocohort/persistence';
import type { StudyDefinition } from '@echocohort/study';

const kind = queryMessageView.shape.kind;
const OTHER = { zh: '其他', en: 'Other' };

/** A query thread as lists show it, with the coded reason in words. */
export function queryViewOf(row: QueryThreadRow, definition: StudyDefinition): QueryView {
  return {
    id: row.id,
    caseId: row.caseId,
    caseCode: row.caseCode,
    centre: row.centre,
    slot: row.slot,
    item: row.item,
    reasonCode: row.reasonCode,
    reason: definition.panelReasons.find(({ code }) => code === row.reasonCode)?.text ?? OTHER,
    status: row.status === 'open' || row.status === 'answered' ? row.status : 'closed',
    version: row.version,
    raisedAt: row.raisedAt.toISOString(),
    messages: row.messages.map((message) => ({ id: message.id, author: message.author, kind: kind.parse(message.kind), body: message.body, at: message.at.toISOString() })),
  };
}
