import type { BodyOf, ParamsOf, QueryOf } from '@echocohort/contracts-reading';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { AnyRoute } from './route-metadata.ts';

/** What a request carries, after the schemas of its route have judged it. */
export interface InputOf<T> {
  readonly params: ParamsOf<T>;
  readonly query: QueryOf<T>;
  readonly body: BodyOf<T>;
  /** Version of `If-Match` for routes with `ifMatch`; -1, which no row has, for all others. */
  readonly version: number;
  readonly idempotencyKey: string | null;
}

const INPUTS = new WeakMap<Request, InputOf<AnyRoute>>();

export const keepInput = (request: Request, input: InputOf<AnyRoute>): void => void INPUTS.set(request, input);

/** The validated input of the request. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext) => INPUTS.get(context.switchToHttp().getRequest<Request>()));
