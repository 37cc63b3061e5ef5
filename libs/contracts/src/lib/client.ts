import { problem, type BodyOf, type ParamsOf, type Problem, type QueryOf, type ResponseOf, type Route } from '@echocohort/contracts-reading';
import type { z } from 'zod';

/** What a call carries besides its route. */
export interface CallInput<T> {
  readonly params?: ParamsOf<T>;
  readonly query?: Partial<QueryOf<T>>;
  readonly body?: BodyOf<T>;
  /** Version that was read, for routes with `ifMatch`. */
  readonly version?: number;
  readonly idempotencyKey?: string;
}

/** A refusal of the API, as the problem document that it sent. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
    this.name = 'ProblemError';
  }
}

/** Where and as whom to call; `send` is the platform's fetch. */
export interface Caller {
  readonly baseUrl: string;
  readonly token?: string;
  readonly send: typeof fetch;
}

type AnyRoute = Route<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;

/** URL of a route with its parameters and query filled in. */
export function urlOf<T extends AnyRoute>(baseUrl: string, route: T, input: CallInput<T>): string {
  const params: Record<string, unknown> = Object.fromEntries(Object.entries(input.params ?? {}));
  const path = route.path.replace(/:([a-zA-Z]+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') search.set(name, String(value));
  }
  const text = search.toString();
  return `${baseUrl}${path}${text ? `?${text}` : ''}`;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The answer's problem document, or one made from its status when it is none (a proxy's page, say). */
export async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  const parsed = problem.safeParse(jsonOrNull(text));
  if (parsed.success) return parsed.data;
  return { type: 'about:blank', title: response.statusText, status: response.status, code: 'no-answer', detail: `The server answered ${response.status} without saying why.` };
}

/** Sends one call and gives the raw answer; throws ProblemError when the API refuses. */
export async function sendRoute<T extends AnyRoute>(caller: Caller, route: T, input: CallInput<T>, form?: FormData): Promise<Response> {
  const headers: Record<string, string> = {};
  if (caller.token) headers['authorization'] = `Bearer ${caller.token}`;
  if (input.version !== undefined) headers['if-match'] = `"${input.version}"`;
  if (input.idempotencyKey) headers['idempotency-key'] = input.idempotencyKey;
  if (!form && input.body !== undefined) headers['content-type'] = 'application/json';
  const response = await caller.send(urlOf(caller.baseUrl, route, input), {
    method: route.method,
    headers,
    body: form ?? (input.body === undefined ? undefined : JSON.stringify(input.body)),
  });
  if (!response.ok) throw new ProblemError(await problemOf(response));
  return response;
}

/** Sends one call and gives the parsed JSON answer; throws ProblemError when the API refuses. */
export async function callRoute<T extends AnyRoute>(caller: Caller, route: T, input: CallInput<T> = {}, form?: FormData): Promise<ResponseOf<T>> {
  const response = await sendRoute(caller, route, input, form);
  const schema = route.response;
  if ('stream' in schema) throw new TypeError(`${route.name} answers with bytes; use sendRoute`);
  return schema.parse(await response.json()) as ResponseOf<T>;
}
