import { StreamableFile } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RefusalError } from './refusal.error.ts';
import type { AnyRoute } from './route-metadata.ts';
import { readRange, StreamAnswer } from './stream-answer.ts';

/**
 * The JSON answer as its schema prints it: members that the contract does not name never leave the server. An answer
 * that does not fit is a fault of ours and ends as `unexpected`.
 */
export function jsonAnswer(route: AnyRoute, response: Response, value: unknown): unknown {
  if ('stream' in route.response) throw new TypeError(`${route.name} must answer with a StreamAnswer`);
  const answer = route.response.parse(value);
  if (typeof answer === 'object' && answer !== null && 'version' in answer && typeof answer.version === 'number') {
    response.setHeader('ETag', `"${answer.version}"`);
  }
  response.setHeader('Cache-Control', 'no-store');
  return answer;
}

/** Sends stored bytes, in part when a range was asked for, not at all when the browser has them already. */
export async function streamAnswer(request: Request, response: Response, answer: StreamAnswer): Promise<StreamableFile | undefined> {
  const { sizeBytes, mediaType, fileName, digest } = answer.facts;
  response.setHeader('Cache-Control', digest === undefined ? 'no-store' : 'private, no-cache');
  if (digest !== undefined) {
    const tag = `"${digest}"`;
    response.setHeader('ETag', tag);
    if (request.header('if-none-match') === tag) {
      response.status(304);
      return undefined;
    }
  }
  // RFC 9110 13.1.5: the part of another content would not fit what the caller has; the whole is sent instead.
  const condition = request.header('if-range');
  const fits = condition === undefined || (digest !== undefined && condition === `"${digest}"`);
  const range = fits ? readRange(request.header('range'), sizeBytes) : null;
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${sizeBytes}`);
    throw new RefusalError({ code: 'range-not-satisfiable', detail: 'The file ends before the part that was asked for.' });
  }
  if (sizeBytes !== null) response.setHeader('Accept-Ranges', 'bytes');
  const stream = await answer.open(range);
  if (range !== null) {
    response.status(206);
    response.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${sizeBytes}`);
  }
  const length = range === null ? sizeBytes : range.end - range.start + 1;
  return new StreamableFile(stream, {
    type: mediaType,
    ...(length === null ? {} : { length }),
    ...(fileName === undefined ? {} : { disposition: `attachment; filename="${fileName}"` }),
  });
}
