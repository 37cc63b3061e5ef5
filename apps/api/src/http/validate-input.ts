import { refuse, ok, type Result } from '@echocohort/kernel';
import type { Request } from 'express';
import type { z } from 'zod';
import type { InputOf } from './input.decorator.ts';
import type { AnyRoute } from './route-metadata.ts';
import { strayPlace } from './stray-characters.ts';

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{8,200}$/;

const nothingHere: Result<never> = refuse({ code: 'not-found', detail: 'There is nothing at this address.' });

/** The rule that a part of the request broke, with its limit where it has one. */
function ruleInWords(issue: z.core.$ZodIssue | undefined): string {
  const size = (limit: number | bigint, origin: string): string => (origin === 'string' ? `${limit} characters` : origin === 'array' ? `${limit} entries` : String(limit));
  switch (issue?.code) {
    case 'too_small':
      return `too_small (at least ${size(issue.minimum, issue.origin)})`;
    case 'too_big':
      return `too_big (at most ${size(issue.maximum, issue.origin)})`;
    case 'invalid_type':
      return `invalid_type (${issue.expected === 'int' ? 'a whole number' : issue.expected} is expected)`;
    default:
      return issue?.code ?? 'wrong';
  }
}

/** Names the field, never its value: a value may be a form item or a password. */
function judge(part: 'params' | 'query' | 'body', schema: z.ZodType | undefined, value: unknown): Result<unknown> {
  if (!schema) return ok(undefined);
  const stray = strayPlace(value);
  if (stray !== null && part === 'params') return nothingHere;
  if (stray !== null) return refuse({ code: 'invalid', detail: `"${stray}" holds a control character or half a character; take it out.`, field: stray, facts: { part, faults: [{ field: stray, rule: 'stray-character' }] } });
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  if (part === 'params') return nothingHere;
  const faults = parsed.error.issues.slice(0, 20).map((each) => ({ field: each.path.join('.'), rule: each.code }));
  return refuse({ code: 'invalid', detail: `${field === '' ? `The ${part}` : `"${field}"`} is not acceptable: ${ruleInWords(issue)}.`, field, facts: { part, faults } });
}

/** `"7"` or `W/"7"` of an If-Match header as a number. */
function versionOf(route: AnyRoute, header: string | undefined): Result<number> {
  if (!route.ifMatch) return ok(-1);
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(header?.trim() ?? '');
  if (match) return ok(Number(match[1]));
  return refuse({ code: 'if-match-missing', detail: 'This change needs the header If-Match with the version that was read, for example If-Match: "3".' });
}

/** All that the route's schemas accept of this request, or the first thing that they refuse. */
export function validateInput(route: AnyRoute, request: Request): Result<InputOf<AnyRoute>> {
  const params = judge('params', route.params, request.params);
  if (!params.ok) return params;
  const query = judge('query', route.query, request.query);
  if (!query.ok) return query;
  const body = judge('body', route.body === 'multipart' ? undefined : route.body, request.body);
  if (!body.ok) return body;
  const version = versionOf(route, request.header('if-match'));
  if (!version.ok) return version;
  const key = request.header('idempotency-key');
  if (key !== undefined && !IDEMPOTENCY_KEY.test(key)) {
    return refuse({ code: 'invalid', detail: 'Idempotency-Key must be 8 to 200 printable characters.', field: 'Idempotency-Key' });
  }
  return ok({ params: params.value, query: query.value, body: body.value, version: version.value, idempotencyKey: key ?? null });
}
