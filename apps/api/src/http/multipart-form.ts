import { refuse, type Refusal, type Result } from '@echocohort/kernel';
import busboy from 'busboy';
import type { Request } from 'express';
import { isStray } from './stray-characters.ts';

/** What a route makes of the parts of one form as they come in. A refusal ends the reading; then `release` is called. */
export interface FormReader<T> {
  readonly fields: Map<string, string>;
  /** A file part begins. */
  begin?(name: string): void;
  /** Null when the bytes of this file part fit. */
  add(name: string, chunk: Buffer): Refusal | null;
  release(): void;
  complete(): Result<T>;
}

/** What is read at most, and in which words a form is refused before any of its bytes is read. */
export interface FormLimits {
  readonly limits: busboy.Limits;
  /** Most bytes of the whole request. */
  readonly most: number;
  readonly tooLarge: Refusal;
  /** What to send when the request is no form. */
  readonly wanted: string;
}

export const malformedUpload = (detail: string): Refusal => ({ code: 'malformed-upload', detail });

/** Opens the form reader; null when the request is no multipart form. */
function openForm(request: Request, limits: busboy.Limits): busboy.Busboy | null {
  try {
    return busboy({ headers: request.headers, limits });
  } catch {
    return null; // busboy throws on a content type that it does not read
  }
}

/** Lets the rest of the request run into nothing, so that the answer reaches a client that is still sending. */
export function abandon(request: Request, refusal: Refusal): Result<never> {
  request.unpipe();
  request.resume();
  return refuse(refusal);
}

/**
 * Reads one multipart form. One over the limit is refused as soon as that is known: from its announced length before a
 * byte is read, else when the reader says so; what still arrives is thrown away, so memory stays flat.
 */
export function readForm<T>(request: Request, { limits, most, tooLarge, wanted }: FormLimits, makeReader: () => FormReader<T>): Promise<Result<T>> {
  if (Number(request.headers['content-length'] ?? '0') > most) return Promise.resolve(abandon(request, tooLarge));
  const form = openForm(request, limits);
  if (form === null) return Promise.resolve(abandon(request, malformedUpload(wanted)));
  return new Promise((resolve) => {
    const reader = makeReader();
    let open = true;
    const stop = (refusal: Refusal): void => {
      if (!open) return;
      open = false;
      reader.release();
      resolve(abandon(request, refusal));
    };
    form.on('field', (name, value) => {
      if (isStray(name) || isStray(value)) return stop(malformedUpload('A field of the form holds a control character; take it out.'));
      reader.fields.set(name, value);
    });
    form.on('file', (name, stream) => {
      reader.begin?.(name);
      stream.on('data', (chunk: Buffer) => {
        const refusal = open ? reader.add(name, chunk) : null;
        if (refusal !== null) stop(refusal);
      });
    });
    form.on('error', () => stop(malformedUpload('The upload broke off or is not a readable form.')));
    request.on('close', () => {
      if (!request.complete) stop(malformedUpload('The upload broke off.'));
    });
    form.on('close', () => {
      if (!open) return;
      const complete = reader.complete();
      if (!complete.ok) return stop(complete.refusal);
      open = false;
      resolve(complete);
    });
    request.pipe(form);
  });
}
