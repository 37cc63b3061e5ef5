import { ok, refuse, type Refusal, type Result } from '@echocohort/kernel';
import type { Request } from 'express';
import { type FormReader, malformedUpload, readForm } from '../../http/multipart-form.ts';
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

/** The parts of one upload as they come in, in memory and counted. */
class IncomingUpload implements FormReader<Upload> {
  readonly fields = new Map<string, string>();
  private chunks: Buffer[] = [];
  private held = 0;
  private files = 0;

  constructor(
    private readonly most: number,
    private readonly budget: UploadBudget,
  ) {}

  begin(name: string): void {
    if (name === FILE_FIELD) this.files += 1;
  }

  /** Null when the bytes fit. */
  add(name: string, chunk: Buffer): Refusal | null {
    if (name !== FILE_FIELD) return null; // thrown away
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
    if (this.files !== 1) return refuse(malformedUpload(`Send exactly one file, in the field "${FILE_FIELD}".`));
    if (this.held === 0) return refuse({ code: 'empty-file', detail: 'The file is empty (0 bytes). Export it from the scanner again.' });
    const bytes = new Uint8Array(this.held);
    this.chunks.reduce((at, chunk) => (bytes.set(chunk, at), at + chunk.length), 0);
    this.chunks = [];
    return ok({ fields: this.fields, bytes, release: () => this.release() });
  }
}

/** Reads one multipart upload; what is over the limit is refused as soon as that is known. */
export const readUpload = (request: Request, most: number, budget: UploadBudget): Promise<Result<Upload>> =>
  readForm(request, {
    limits: { ...FIELD_LIMITS, fileSize: most + 1 }, most: most + ENVELOPE_BYTES, tooLarge: tooLarge(most), wanted: 'Send the file as multipart/form-data.',
  }, () => new IncomingUpload(most, budget));
