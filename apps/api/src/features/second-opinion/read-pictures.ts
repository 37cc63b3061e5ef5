import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import type { Request } from 'express';
import { type FormReader, malformedUpload, readForm } from '../../http/multipart-form.ts';
import type { UploadBudget } from '../intake/upload-budget.ts';

/** A still of any scanner fits well; clips do not belong here. */
export const MOST_BYTES = 32 * 1024 ** 2;
const LIMITS = { fields: 4, fieldSize: 64_000, files: 2, parts: 6, fileSize: MOST_BYTES + 1 } as const;
/** Room for the fields around the files. */
const ENVELOPE_BYTES = 128 * 1024;

/** Pictures with their form fields, in memory only; `release` gives their room back. */
export interface PictureForm {
  readonly fields: ReadonlyMap<string, string>;
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  release(): void;
}

const tooLarge: Refusal = { code: 'too-large', detail: `A picture is larger than ${MOST_BYTES / 1024 ** 2} MB. Give one still picture, no clip.`, facts: { maxBytes: MOST_BYTES } };
const busy: Refusal = { code: 'busy', detail: 'Too many pictures are being scored. Send it again in a minute.' };

/** The parts as they come in, counted against the budget. */
class IncomingPictures implements FormReader<PictureForm> {
  readonly fields = new Map<string, string>();
  private readonly chunks = new Map<string, Buffer[]>();
  private held = 0;

  constructor(
    private readonly names: readonly string[],
    private readonly budget: UploadBudget,
  ) {}

  /** Null when the bytes fit. */
  add(name: string, chunk: Buffer): Refusal | null {
    if (!this.names.includes(name)) return malformedUpload(`Send pictures in the fields ${this.names.join(' and ')} only.`);
    const own = this.chunks.get(name) ?? [];
    this.chunks.set(name, own);
    own.push(chunk);
    if (own.reduce((sum, { length }) => sum + length, 0) > MOST_BYTES) return tooLarge;
    if (!this.budget.take(chunk.length)) return busy;
    this.held += chunk.length;
    return null;
  }

  release(): void {
    this.budget.give(this.held);
    this.held = 0;
    this.chunks.clear();
  }

  complete(): Result<PictureForm> {
    const pictures = new Map([...this.chunks].map(([name, chunks]) => [name, new Uint8Array(Buffer.concat(chunks))]));
    const [first] = this.names;
    if (first !== undefined && !pictures.has(first)) return refuse(malformedUpload(`Send the picture in the field "${first}"; it is missing or empty.`));
    return ok({ fields: this.fields, pictures, release: () => this.release() });
  }
}

/** Reads a form with pictures; the first of the names must be there. What is refused leaves nothing in memory. */
export const readPictures = (request: Request, names: readonly string[], budget: UploadBudget): Promise<Result<PictureForm>> =>
  readForm(request, { limits: LIMITS, most: names.length * MOST_BYTES + ENVELOPE_BYTES, tooLarge, wanted: 'Send the picture as multipart/form-data.' }, () => new IncomingPictures(names, budget));
