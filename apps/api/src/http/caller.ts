import { centresAllowed, isPermission, permissionsOf, type Grant, type Permission } from '@echocohort/access';
import type { DbIdentity } from '@echocohort/persistence';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** What the sign-in knows of the person behind a request. */
export interface CallerFacts {
  readonly personId: string;
  readonly name: string;
  readonly sessionId: string;
  readonly studyId: string;
  readonly studyCode: string;
  readonly grants: readonly Grant[];
  /** A machine token is limited to these abilities; null for a person's own session. */
  readonly scopes: readonly string[] | null;
  /** The one snapshot that a token for programs reads. */
  readonly tokenSnapshot?: string | null;
}

/** The person (or machine token) that makes the request, and what they may do where. */
export class Caller {
  readonly personId: string;
  readonly name: string;
  readonly sessionId: string;
  readonly studyId: string;
  readonly studyCode: string;
  readonly grants: readonly Grant[];
  readonly permissions: ReadonlySet<Permission>;
  /** True for a machine's token, false for a person's own session. */
  readonly isToken: boolean;
  /** The snapshot that this token reads, and nothing else; null for everybody else. */
  readonly tokenSnapshot: string | null;

  constructor(readonly facts: CallerFacts) {
    this.personId = facts.personId;
    this.name = facts.name;
    this.sessionId = facts.sessionId;
    this.studyId = facts.studyId;
    this.studyCode = facts.studyCode;
    this.grants = facts.grants;
    this.isToken = facts.scopes !== null;
    this.tokenSnapshot = facts.tokenSnapshot ?? null;
    const all = permissionsOf(facts.grants);
    this.permissions = facts.scopes === null ? all : new Set([...all].filter((permission) => facts.scopes?.includes(permission)));
  }

  get roles(): string[] {
    return [...new Set(this.grants.map((grant) => grant.role))].sort();
  }

  /** The centres where this person may do this; none when they may not do it at all. */
  centres(permission: Permission): 'all' | string[] {
    return this.permissions.has(permission) ? centresAllowed(this.grants, permission) : [];
  }

  mayAt(permission: Permission, centre: string): boolean {
    const centres = this.centres(permission);
    return centres === 'all' || centres.includes(centre);
  }

  /** The first of these abilities that the caller has, for routes that name several; null when none. */
  firstOf(access: readonly string[]): Permission | null {
    return access.filter(isPermission).find((permission) => this.permissions.has(permission)) ?? null;
  }

  /**
   * Who the database shall believe is asking, for one ability: row-level security then shows the centres of that
   * ability only. Pathology is visible only when asked for by name, so that nothing else can leak it.
   */
  dbIdentity(permission: Permission, options: { readonly pathology?: boolean } = {}): DbIdentity {
    return { person: this.personId, roles: this.roles, centres: this.centres(permission), pathology: options.pathology ?? false };
  }
}

const CALLERS = new WeakMap<Request, Caller>();

export const keepCaller = (request: Request, caller: Caller): void => void CALLERS.set(request, caller);
export const callerOf = (request: Request): Caller | null => CALLERS.get(request) ?? null;

/** The person that makes the request; only on routes that need one. */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext) => callerOf(context.switchToHttp().getRequest<Request>()));
