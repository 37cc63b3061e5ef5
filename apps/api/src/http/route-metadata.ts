import type { Route } from '@echocohort/contracts-reading';
import type { ExecutionContext } from '@nestjs/common';
import type { z } from 'zod';

/** Any operation of the contract. */
export type AnyRoute = Route<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;

const ROUTE_OF = new WeakMap<object, AnyRoute>();
const SYSTEM = new WeakSet<object>();

/** Remembers which operation of the contract a controller method serves. */
export const bindRoute = (handler: object, route: AnyRoute): void => void ROUTE_OF.set(handler, route);

/** Marks a method as one of the few that serve machines, not the study: health, metrics, documentation. */
export const bindSystem = (handler: object): void => void SYSTEM.add(handler);

/** The operation that this request asks for; null for a method that is bound to none. */
export const routeOf = (context: ExecutionContext): AnyRoute | null => ROUTE_OF.get(context.getHandler()) ?? null;

export const isSystem = (context: ExecutionContext): boolean => SYSTEM.has(context.getHandler());
