import type { z } from 'zod';

/** Who may call a route: anybody, anybody signed in, or holders of one of the permissions named. */
export type RouteAccess = 'public' | 'signed-in' | readonly string[];

/** One operation of the HTTP interface: the API serves it, the portal and the command line call it, OpenAPI is printed from it. */
export interface Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  /** Stable operation name, unique in the table. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with `:name` parameters, from `/v1/`. */
  readonly path: string;
  readonly access: RouteAccess;
  /** One sentence for the documentation page. */
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  /** JSON body, or 'multipart' for files. */
  readonly body?: B | 'multipart';
  /** JSON answer, or the media type of a stream of bytes. */
  readonly response: R | { readonly stream: string };
  /** A POST that creates: answers 201 and honours `Idempotency-Key`. */
  readonly creates?: boolean;
  /** A change that needs `If-Match` with the version that was read; a lost update answers 412. */
  readonly ifMatch?: boolean;
}

/** Keeps the exact schema types of a route literal. */
export function defineRoute<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(route: Route<P, Q, B, R>): Route<P, Q, B, R> {
  return route;
}

/** The values that a route's schemas produce after parsing. */
export type ParamsOf<T> = T extends Route<infer P, z.ZodType, z.ZodType, z.ZodType> ? z.output<P> : never;
export type QueryOf<T> = T extends Route<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.output<Q> : never;
export type BodyOf<T> = T extends Route<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.output<B> : never;
export type ResponseOf<T> = T extends Route<z.ZodType, z.ZodType, z.ZodType, infer R> ? z.output<R> : never;
