import type { ResponseOf } from '@echocohort/contracts-reading';
import type { Result } from '@echocohort/kernel';
import { HttpCode, RequestMapping, RequestMethod } from '@nestjs/common';
import { bindRoute, bindSystem, type AnyRoute } from './route-metadata.ts';

const METHODS = { GET: RequestMethod.GET, POST: RequestMethod.POST, PUT: RequestMethod.PUT, DELETE: RequestMethod.DELETE } as const;

type Handler<Answer> = (...args: never[]) => Promise<Result<Answer>>;

/**
 * Makes a controller method serve one operation of the contract: method, path, access, validation, status and answer
 * all come from the route, so that a controller says nothing twice. The compiler checks the answer against the route.
 */
export function Endpoint<T extends AnyRoute>(route: T) {
  return <F extends Handler<ResponseOf<T>>>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<F>): void => {
    RequestMapping({ method: METHODS[route.method], path: route.path })(target, key, descriptor);
    HttpCode(route.creates ? 201 : 200)(target, key, descriptor);
    if (descriptor.value) bindRoute(descriptor.value, route);
  };
}

/** A GET outside the contract, open to everybody: for probes, metrics and the description of the interface. */
export function SystemEndpoint(path: string) {
  return (target: object, key: string | symbol, descriptor: PropertyDescriptor): void => {
    RequestMapping({ method: RequestMethod.GET, path })(target, key, descriptor);
    const handler: unknown = descriptor.value;
    if (typeof handler === 'function') bindSystem(handler);
  };
}
