import { createHmac } from 'node:crypto';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { POLICY_VERSION } from '@echocohort/deidentification';
import { z } from 'zod';

/** What became of one input. Holds no path and no identifier. */
const entrySchema = z.object({
  input: z.string(),
  size: z.number(),
  modified: z.number(),
  status: z.enum(['clean', 'held', 'refused']),
  codes: z.array(z.string()),
  output: z.string().optional(),
  sha256: z.string().optional(),
  subject: z.string().optional(),
  /** Keyed digests that tell spellings of one patient number apart without saying it. */
  number: z.string().optional(),
  sameNumber: z.string().optional(),
  birth: z.string().optional(),
  ms: z.number(),
});

/** One line of the journal. */
export type JournalEntry = z.infer<typeof entrySchema>;

const headSchema = z.object({ journal: z.string() });

/** Finished inputs of this output folder, so that an interrupted run goes on where it stopped. */
export class Journal {
  private readonly path: string;
  private readonly done = new Map<string, JournalEntry>();

  private constructor(path: string) {
    this.path = path;
  }

  /** Opens the output's journal; one of another key, centre or policy is begun anew. */
  static async open(output: string, key: Uint8Array, centre: string): Promise<Journal> {
    const journal = new Journal(join(output, '.journal.jsonl'));
    const mark = createHmac('sha256', key).update(`journal/${POLICY_VERSION}/${centre}`).digest('hex').slice(0, 32);
    const text = await readFile(journal.path, 'utf8').catch(() => '');
    const lines = text.split('\n').filter((line) => line !== '').flatMap(parseLine);
    const head = headSchema.safeParse(lines[0]);
    if (head.success && head.data.journal === mark) {
      for (const line of lines.slice(1)) {
        const entry = entrySchema.safeParse(line);
        if (entry.success) journal.done.set(entry.data.input, entry.data);
      }
    } else await writeFile(journal.path, `${JSON.stringify({ journal: mark })}\n`, { mode: 0o600 });
    return journal;
  }

  /** The entry of an input that has not changed since. */
  find(input: string, size: number, modified: number): JournalEntry | null {
    const entry = this.done.get(input);
    return entry && entry.size === size && entry.modified === modified ? entry : null;
  }

  async add(entry: JournalEntry): Promise<void> {
    this.done.set(entry.input, entry);
    await appendFile(this.path, `${JSON.stringify(entry)}\n`);
  }
}

/** A line cut by a crash is no entry: its input is done again. */
function parseLine(line: string): unknown[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}
