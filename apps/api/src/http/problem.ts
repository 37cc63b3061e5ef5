import type { Problem } from '@echocohort/contracts-reading';
import type { Refusal } from '@echocohort/kernel';
import type { Response } from 'express';
import { statusOf, titleOf } from './refusal-status.ts';

/** A refusal as an RFC 9457 problem document. */
export function problemOf(refusal: Refusal): Problem {
  const status = statusOf(refusal);
  return {
    type: `urn:echocohort:problem:${refusal.code}`,
    title: titleOf(status),
    status,
    code: refusal.code,
    detail: refusal.detail,
    ...(refusal.field === undefined ? {} : { field: refusal.field }),
    ...(refusal.slot === undefined ? {} : { slot: refusal.slot }),
    ...(refusal.facts === undefined ? {} : { facts: { ...refusal.facts } }),
  };
}

/** Answers with the problem document of a refusal. */
export function sendProblem(response: Response, refusal: Refusal): void {
  const problem = problemOf(refusal);
  response.locals['code'] = problem.code;
  const seconds = refusal.facts?.['seconds'];
  if (problem.status === 429 && typeof seconds === 'number') response.setHeader('Retry-After', String(seconds));
  if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
