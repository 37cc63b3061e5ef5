import { createHash } from 'node:crypto';
import { canonicalJson, type Result } from '@echocohort/kernel';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { jsonAnswer, streamAnswer } from './answer.ts';
import { callerOf } from './caller.ts';
import { IdempotencyStore, type IdempotentCall } from './idempotency.ts';
import { keepInput, type InputOf } from './input.decorator.ts';
import { RefusalError } from './refusal.error.ts';
import { routeOf, type AnyRoute } from './route-metadata.ts';
import { StreamAnswer } from './stream-answer.ts';
import { validateInput } from './validate-input.ts';

/** Answers that hold a secret are shown once and never stored. */
const SHOWN_ONCE: ReadonlySet<string> = new Set(['createToken', 'createSnapshotToken']);

const isResult = (value: unknown): value is Result<unknown> => typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean';

/** Between the request and a use case: judges the input, honours Idempotency-Key, turns the `Result` into an answer. */
@Injectable()
export class EndpointInterceptor implements NestInterceptor {
  constructor(private readonly idempotency: IdempotencyStore) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const route = routeOf(context);
    if (route === null) return next.handle();
    const http = context.switchToHttp();
    return from(this.serve(route, http.getRequest<Request>(), http.getResponse<Response>(), next));
  }

  private async serve(route: AnyRoute, request: Request, response: Response, next: CallHandler): Promise<unknown> {
    const input = validateInput(route, request);
    if (!input.ok) throw new RefusalError(input.refusal);
    keepInput(request, input.value);
    const call = idempotentCall(route, request, input.value);
    if (call === null) return this.answer(route, request, response, next);
    const claim = await this.idempotency.claim(call);
    if (!claim.ok) throw new RefusalError(claim.refusal);
    if (!claim.value.fresh) return jsonAnswer(route, response, claim.value.answer);
    return this.answerOnce(call, route, request, response, next);
  }

  private async answerOnce(call: IdempotentCall, route: AnyRoute, request: Request, response: Response, next: CallHandler): Promise<unknown> {
    let answer: unknown;
    try {
      answer = await this.answer(route, request, response, next);
    } catch (error) {
      if (error instanceof RefusalError) await this.idempotency.release(call);
      throw error;
    }
    await this.idempotency.finish(call, response.statusCode, SHOWN_ONCE.has(route.name) ? null : answer);
    return answer;
  }

  private async answer(route: AnyRoute, request: Request, response: Response, next: CallHandler): Promise<unknown> {
    const result: unknown = await lastValueFrom(next.handle());
    if (!isResult(result)) throw new TypeError(`${route.name} must answer with a Result`);
    if (!result.ok) throw new RefusalError(result.refusal);
    if (result.value instanceof StreamAnswer) return streamAnswer(request, response, result.value);
    return jsonAnswer(route, response, result.value);
  }
}

/**
 * Null where no key was sent or none is needed: an upload is recognised by its content and slot, and gives its first
 * receipt again (features/intake). A password never enters the digest.
 */
function idempotentCall(route: AnyRoute, request: Request, input: InputOf<AnyRoute>): IdempotentCall | null {
  const caller = callerOf(request);
  if (!route.creates || input.idempotencyKey === null || route.body === 'multipart' || caller === null) return null;
  const body: unknown = input.body;
  const content = typeof body === 'object' && body !== null ? Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'password' && name !== 'passphrase')) : null;
  const requestDigest = createHash('sha256').update(canonicalJson({ address: request.originalUrl, content })).digest('hex');
  return { personId: caller.personId, route: route.name, key: input.idempotencyKey, requestDigest };
}
