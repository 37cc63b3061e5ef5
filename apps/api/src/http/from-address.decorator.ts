import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** The network address that a request comes from: the peer's, or what the configured number of trusted hops in front of the API says. */
export const FromAddress = createParamDecorator((_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<Request>().ip ?? 'unknown');
