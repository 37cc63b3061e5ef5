import { SNAPSHOT_TOKEN_ROUTES } from '@echocohort/contracts';
import type { Refusal } from '@echocohort/kernel';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { keepCaller, type Caller } from './caller.ts';
import { RefusalError } from './refusal.error.ts';
import { isSystem, routeOf } from './route-metadata.ts';

/** Tells who holds a session token; implemented by the sign-in feature. */
export abstract class CallerSource {
  /** Null when the token is unknown, expired, revoked, or its person disabled. */
  abstract callerOf(token: string): Promise<Caller | null>;
  /** Why a genuine token of a snapshot reads nothing any more; null for every other token, above all for one that was never issued. */
  abstract endOf(token: string): Promise<Refusal | null>;
}

/** Judges every request before anything else reads it: a method without a route of the contract is open to nobody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly source: CallerSource) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (isSystem(context)) return true;
    const route = routeOf(context);
    if (route === null) throw new RefusalError({ code: 'forbidden', detail: 'Nobody may call this.' });
    if (route.access === 'public') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const caller = await this.identify(request);
    keepCaller(request, caller);
    if (caller.tokenSnapshot !== null && !(SNAPSHOT_TOKEN_ROUTES.includes(route.name) && request.params['snapshotId'] === caller.tokenSnapshot)) {
      throw new RefusalError({ code: 'forbidden', detail: 'This token reads one snapshot and nothing else.' });
    }
    if (route.access !== 'signed-in' && caller.firstOf(route.access) === null) {
      throw new RefusalError({ code: 'forbidden', detail: 'Your role does not allow this.' });
    }
    return true;
  }

  private async identify(request: Request): Promise<Caller> {
    const token = /^Bearer ([\w-]{20,200})$/.exec(request.header('authorization') ?? '')?.[1];
    const caller = token === undefined ? null : await this.source.callerOf(token);
    if (caller !== null) return caller;
    const end = token === undefined ? null : await this.source.endOf(token);
    throw new RefusalError(end ?? { code: 'signed-out', detail: 'Your session has ended. Sign in again; what you typed is kept in this window.' });
  }
}
