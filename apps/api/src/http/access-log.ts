import type { NextFunction, Request, Response } from 'express';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';

/** The pattern of the route that took the request (`/v1/cases/:caseId`), never the address with its values. */
function patternOf(request: Request): string {
  const route: unknown = request.route;
  if (typeof route === 'object' && route !== null && 'path' in route && typeof route.path === 'string') return route.path;
  return '(none)';
}

/** One log line and one count per request. */
export function accessLog(log: Log, metrics: Metrics) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const started = process.hrtime.bigint();
    let done = false;
    const record = (status: number): void => {
      if (done) return;
      done = true;
      const ms = Number(process.hrtime.bigint() - started) / 1e6;
      const route = patternOf(request);
      const code: unknown = response.locals['code'];
      metrics.request(request.method, route, status, ms);
      if (typeof code === 'string') metrics.refusal(code);
      log.info({ method: request.method, route, status, ms: Math.round(ms * 10) / 10, code, reference: response.locals['reference'] }, 'request');
    };
    response.on('finish', () => record(response.statusCode));
    response.on('close', () => record(499));
    next();
  };
}
