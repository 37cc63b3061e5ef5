import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import busboy from 'busboy';
import type { Request } from 'express';
import type { UploadBudget } from './upload-budget.ts';

const FIELD_LIMITS = { fields: 12, fieldSize: 24_000, files: 1, parts: 16 } as const;
/** Room for the form fields around the file. */
const ENVELOPE_BYTES = 64 * 1024;
const FILE_FIELD = 'image';

/** A file with its form fields, still unjudged; `release` gives its memory back to the budget. */
export interface Upload {
  readonly fields: ReadonlyMap<string, string>;
  readonly bytes: Uint8Array;
  release(): void;
}

const tooLarge = (most: number): Refusal => ({
  code: 'too-large',
  detail: `The file is larger than ${Math.floor(most / 1024 ** 2)} MB, the most that the study accepts. Shorten the clip or export it anew.`,
  facts: { maxBytes: most },
});
const busy: Refusal = { code: 'busy', detail: 'Too many large uploads are under way. Send the file again in a minute.' };
const malformed = (detail: string): Refusal => ({ code: 'malformed-upload', detail });

/** Opens the form reader; null when the request is no multipart form. */
function openForm(request: Request, most: number): busboy.Busboy | null {
  try {
    return busboy({ headers: request.headers, limits: { ...FIELD_LIMITS, fileSize: most + 1 } });
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

/** The parts of one upload as they come in, in memory and counted. */
class IncomingUpload {
  readonly fields = new Map<string, string>();
  private chunks: Buffer[] = [];
  private held = 0;
  private files = 0;

  constructor(
    private readonly most: number,
    private readonly budget: UploadBudget,
  ) {}

  beginFile(): void {
    this.files += 1;
  }

  /** Null when the bytes fit. */
  add(chunk: Buffer): Refusal | null {
    if (this.held + chunk.length > this.most) return tooLarge(this.most);
    if (!this.budget.take(chunk.length)) return busy;
    this.held += chunk.length;
    this.chunks.push(chunk);
    return null;
  }

  release(): void {
    this.budget.give(this.held);
    this.held = 0;
    this.chunks = [];
  }

  complete(): Result<Upload> {
    if (this.files !== 1) return refuse(malformed(`Send exactly one file, in the field "${FILE_FIELD}".`));
    if (this.held === 0) return refuse({ code: 'empty-file', detail: 'The file is empty (0 bytes). Export it from the scanner again.' });
    const bytes = new Uint8Array(this.held);
    this.chunks.reduce((at, chunk) => (bytes.set(chunk, at), at + chunk.length), 0);
    this.chunks = [];
    return ok({ fields: this.fields, bytes, release: () => this.release() });
  }
}

/**
 * Reads one multipart upload. A file over the limit is refused as soon as that is known: from its announced length
 * before a byte is read, else when it passes the limit; what still arrives is thrown away, so memory stays flat.
 */
export function readUpload(request: Request, most: number, budget: UploadBudget): Promise<Result<Upload>> {
  const announced = Number(request.headers['content-length'] ?? '0');
  if (announced > most + ENVELOPE_BYTES) return Promise.resolve(abandon(request, tooLarge(most)));
  const form = openForm(request, most);
  if (form === null) return Promise.resolve(abandon(request, malformed('Send the file as multipart/form-data.')));
  return new Promise((resolve) => {
    const upload = new IncomingUpload(most, budget);
    let open = true;
    const stop = (refusal: Refusal): void => {
      if (!open) return;
      open = false;
      upload.release();
      resolve(abandon(request, refusal));
    };
    form.on('field', (name, value) => void upload.fields.set(name, value));
    form.on('file', (name, stream) => {
      if (name === FILE_FIELD) upload.beginFile();
      stream.on('data', (chunk: Buffer) => {
        const refusal = open && name === FILE_FIELD ? upload.add(chunk) : null;
        if (refusal !== null) stop(refusal);
      });
    });
    form.on('error', () => stop(malformed('The upload broke off or is not a readable form.')));
    request.on('close', () => {
      if (!request.complete) stop(malformed('The upload broke off.'));
    });
    form.on('close', () => {
      if (!open) return;
      const complete = upload.complete();
      if (!complete.ok) return stop(complete.refusal);
      open = false;
      resolve(complete);
    });
    request.pipe(form);
  });
}
