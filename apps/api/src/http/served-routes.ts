import type { INestApplication } from '@nestjs/common';

/** One address that the running server answers. */
export interface ServedRoute {
  readonly method: string;
  readonly path: string;
}

const member = (value: unknown, name: string): unknown => ((typeof value === 'object' && value !== null) || typeof value === 'function' ? Reflect.get(value, name) : undefined);

/** Reads the Express router itself, so that an address which no table mentions shows up too. */
export function servedRoutes(app: INestApplication): ServedRoute[] {
  const stack = member(member(app.getHttpAdapter().getInstance(), 'router'), 'stack');
  if (!Array.isArray(stack)) throw new TypeError('the router of Express has no stack');
  return stack.flatMap((layer: unknown) => {
    const route = member(layer, 'route');
    const path = member(route, 'path');
    const methods = member(route, 'methods');
    if (typeof path !== 'string' || typeof methods !== 'object' || methods === null) return [];
    return Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path }));
  });
}
