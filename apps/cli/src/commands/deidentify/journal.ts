import { createHash, createHmac } from 'node:crypto';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { POLICY_VERSION, type MaskTemplate } from '@echocohort/deidentification';
import { canonicalJson } from '@echocohort/kernel';
import { z } from 'zod';
import { ACTION_NAMES } from '../../cleaning/action-counts.ts';
import type { Decision } from '../../cleaning/decisions.ts';

const pixels = z.object({ x0: z.number(), y0: z.number(), x1: z.number(), y1: z.number() });
const box = pixels.extend({
  frame: z.number(), verdict: z.enum(['blocks', 'person-decides']), match: z.enum(['name', 'number', 'date']).nullable(), looksHarmless: z.boolean(), decision: z.enum(['harmless', 'blank', 'reject']).nullable(),
});
const layout = z.object({ manufacturer: z.string(), model: z.string(), software: z.string(), rows: z.number(), columns: z.number(), kept: z.array(pixels), template: z.string().nullable() });

/** What became of one input. Holds no path and no identifier. */
const entrySchema = z.object({
  input: z.string(),
  size: z.number(),
  modified: z.number(),
  /** Digest of the settings that the input was judged under: search for text, and decisions about it. */
  settings: z.string(),
  status: z.enum(['clean', 'held', 'refused']),
  codes: z.array(z.string()),
  output: z.string().optional(),
  sha256: z.string().optional(),
  subject: z.string().optional(),
  /** Keyed digests that tell spellings of one patient number apart without saying it. */
  number: z.string().optional(),
  sameNumber: z.string().optional(),
  birth: z.string().optional(),
  source: z.string().optional(),
  boxes: z.array(box).optional(),
  searchedFrames: z.number().optional(),
  actions: z.record(z.enum(ACTION_NAMES), z.number()).optional(),
  layout: layout.optional(),
  ms: z.number(),
});

/** One line of the journal. */
export type JournalEntry = z.infer<typeof entrySchema>;

const headSchema = z.object({ journal: z.string() });

/** Digest of what an input is judged under, besides key, centre, policy and templates. */
export const settingsDigest = (searchText: boolean, decisions: readonly Decision[]): string => createHash('sha256').update(canonicalJson({ searchText, decisions })).digest('hex').slice(0, 16);

/** What a whole journal depends on; another one begins it anew. */
export interface JournalMark {
  readonly key: Uint8Array;
  readonly centre: string;
  readonly templates: readonly MaskTemplate[];
}

/** Finished inputs of this output folder, so that an interrupted run goes on where it stopped. */
export class Journal {
  private readonly path: string;
  private readonly done = new Map<string, JournalEntry>();

  private constructor(path: string) {
    this.path = path;
  }

  /** Opens the output's journal; one of another key, centre, policy or set of templates is begun anew. */
  static async open(output: string, { key, centre, templates }: JournalMark): Promise<Journal> {
    const journal = new Journal(join(output, '.journal.jsonl'));
    const mark = createHmac('sha256', key).update(`journal/2/${POLICY_VERSION}/${centre}/${canonicalJson(templates)}`).digest('hex').slice(0, 32);
    const text = await readFile(journal.path, 'utf8').catch(() => '');
    const lines = text.split('\n').filter((line) => line !== '').flatMap(parseLine);
    const head = headSchema.safeParse(lines[0]);
    if (head.success && head.data.journal === mark) {
      for (const line of lines.slice(1)) {
        const entry = entrySchema.safeParse(line);
        if (entry.success) journal.done.set(entry.data.input, entry.data);
      }
      // A line that a crash cut off must not swallow the next one.
      if (text !== '' && !text.endsWith('\n')) await appendFile(journal.path, '\n');
    } else await writeFile(journal.path, `${JSON.stringify({ journal: mark })}\n`, { mode: 0o600 });
    return journal;
  }

  /** The entry of an input that has not changed since and would be judged under the same settings. */
  find(input: string, size: number, modified: number, settings: string): JournalEntry | null {
    const entry = this.done.get(input);
    return entry && entry.size === size && entry.modified === modified && entry.settings === settings ? entry : null;
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
