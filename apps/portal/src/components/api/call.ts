import { callRoute, problemOf, ProblemError, sendRoute, type CallInput } from '@echocohort/contracts';
import type { Problem, ResponseOf, Route } from '@echocohort/contracts-reading';
import type { z } from 'zod';

type AnyRoute = Route<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;

/** What a lost connection looks like to a screen: the same as any refusal. */
export const noConnection: Problem = {
  type: 'about:blank',
  title: 'no-connection',
  status: 0,
  code: 'no-connection',
  detail: 'The server cannot be reached just now. Nothing was stored; try again in a moment.',
};

const send: typeof fetch = async (input, init) => {
  try {
    return await fetch(input, init);
  } catch (error) {
    if (error instanceof TypeError) throw new ProblemError(noConnection);
    throw error;
  }
};

/** One call of the HTTP interface from the browser, through the portal's own origin; with a form for routes that take files. */
export function call<T extends AnyRoute>(route: T, input: CallInput<T> = {}, form?: FormData): Promise<ResponseOf<T>> {
  // Each act of a person that creates something carries its own key, so that a call sent twice creates once.
  const idempotencyKey = input.idempotencyKey ?? (route.creates ? crypto.randomUUID() : undefined);
  return callRoute({ baseUrl: '', send }, route, { ...input, idempotencyKey }, form);
}

/** One call whose answer is bytes. */
export function callForBytes<T extends AnyRoute>(route: T, input: CallInput<T> = {}): Promise<Response> {
  return sendRoute({ baseUrl: '', send }, route, input);
}

/** The refusal inside whatever was thrown; anything that is none is a fault of the portal and says so. */
export function problemIn(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return { type: 'about:blank', title: 'portal-fault', status: 0, code: 'portal-fault', detail: error instanceof Error ? error.message : String(error) };
}

export { problemOf, ProblemError };
