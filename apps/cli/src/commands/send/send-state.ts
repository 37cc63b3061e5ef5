import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ReceiptView } from '@echocohort/contracts';

const lesionState = z.object({
  /** Sent with the call that opens the lesion, so that a call repeated after a crash opens no second one. */
  idempotencyKey: z.string(),
  caseId: z.string().nullable(),
  code: z.string().nullable(),
  /** By file name: digest of the file as it lies at the site, and the number of its receipt. */
  images: z.record(z.string(), z.object({ source: z.string(), receipt: z.number() })),
});
const subjectState = z.object({ idempotencyKey: z.string(), subjectId: z.string().nullable(), code: z.string().nullable(), lesions: z.record(z.string(), lesionState) });
const stateFile = z.object({ version: z.literal(1), subjects: z.record(z.string(), subjectState) });
export type LesionState = z.output<typeof lesionState>;
export type SubjectState = z.output<typeof subjectState>;

/**
 * What has been sent, kept in `receipts/` beside the files. It joins the centre's own names to the platform's codes, so
 * it belongs to the centre: readable by its owner only, and nothing of it is printed.
 */
export class SendState {
  private constructor(private readonly folder: string, private readonly content: z.output<typeof stateFile>) {}

  static async open(root: string): Promise<SendState> {
    const folder = join(root, 'receipts');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      return new SendState(folder, stateFile.parse(JSON.parse(await readFile(join(folder, 'state.json'), 'utf8'))));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new SendState(folder, { version: 1, subjects: {} });
      throw error;
    }
  }

  subject(name: string): SubjectState {
    return (this.content.subjects[name] ??= { idempotencyKey: randomUUID(), subjectId: null, code: null, lesions: {} });
  }

  lesion(subject: SubjectState, name: string): LesionState {
    return (subject.lesions[name] ??= { idempotencyKey: randomUUID(), caseId: null, code: null, images: {} });
  }

  save(): Promise<void> {
    return writeWhole(join(this.folder, 'state.json'), JSON.stringify(this.content, null, 1));
  }

  keepReceipt(receipt: ReceiptView): Promise<void> {
    return writeWhole(join(this.folder, `${String(receipt.number).padStart(8, '0')}.json`), `${JSON.stringify(receipt, null, 1)}\n`);
  }
}

/** Either the old file or the whole new one, also after a crash. */
async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(`${path}.part`, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
}
