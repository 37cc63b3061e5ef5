import { callRoute, routes } from '@echocohort/contracts';
import type { Actor } from '../product/sign-in.ts';

/** A query thread, as far as answering and closing need it. */
export interface OpenThread {
  readonly id: string;
  readonly version: number;
}

/** The panel accepts a case as it stands. */
export async function acceptCase(auditor: Actor, caseId: string): Promise<{ readonly state: string }> {
  const { version } = await callRoute(auditor, routes.panelCase, { params: { caseId } });
  return callRoute(auditor, routes.acceptCase, { params: { caseId }, version });
}

/** The panel asks about one slot with a coded reason. */
export async function queryCase(auditor: Actor, caseId: string, slot: string, reasonCode: string, text = ''): Promise<OpenThread> {
  return callRoute(auditor, routes.raiseQuery, { params: { caseId }, body: { slot, reasonCode, text }, idempotencyKey: `query-${caseId}-${slot}-${reasonCode}` });
}

/** The coordinator answers in words. */
export async function answerQuery(coordinator: Actor, query: OpenThread, text: string): Promise<OpenThread> {
  return callRoute(coordinator, routes.answerQuery, { params: { queryId: query.id }, version: query.version, body: { text } });
}

/** The panel is content and closes the thread. */
export async function closeQuery(auditor: Actor, query: OpenThread, text = ''): Promise<OpenThread> {
  return callRoute(auditor, routes.closeQuery, { params: { queryId: query.id }, version: query.version, body: { text } });
}
