import pg from 'pg';
import { z } from 'zod';
import { reasonFacts } from './reason-facts.ts';
import { takingReason } from './training-work.ts';

/** What a trainer tells of a run while it works: numbers and codes, never study data. */
export const progressEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('taken'), trainer: z.string().max(200), reason: takingReason }),
  z.object({
    kind: z.literal('started'), engine: z.string(), version: z.string(), threads: z.int(), images: z.int(), lesions: z.int(),
    /** The epoch that is taken up again and the steps taken of it; null at the beginning. Absent in older rows. */
    resumedAt: z.object({ epoch: z.int(), step: z.int() }).nullable().optional(),
  }),
  z.object({
    kind: z.literal('step'), epoch: z.int(), epochs: z.int(), step: z.int(), steps: z.int(), loss: z.number(), imagesPerSecond: z.number(), secondsLeft: z.number(), secondsPerStep: z.number(), memoryMb: z.number().nullable(),
  }),
  z.object({
    kind: z.literal('epoch'), epoch: z.int(), epochs: z.int(), loss: z.number(), internalAuc: z.number().nullable(), imagesPerSecond: z.number(),
    secondsLeft: z.number().nullable(),
    /** 95 % interval of the internal AUC, memory of the training process, and the share of its time that the engine computed; absent in older rows. */
    internalLower: z.number().nullable().optional(), internalUpper: z.number().nullable().optional(), memoryMb: z.number().nullable().optional(), engineShare: z.number().nullable().optional(),
  }),
  /** A checkpoint was stored: from here another trainer would go on. */
  z.object({ kind: z.literal('checkpoint'), epoch: z.int(), step: z.int() }),
  /** Something worth a line: the English sentence, and code and facts from which it is said in another language. Older rows have the sentence only. */
  z.object({ kind: z.literal('note'), text: z.string().max(500), code: z.string().max(80).optional(), facts: reasonFacts.optional() }),
]);
export type ProgressEvent = z.output<typeof progressEventSchema>;

/** A line of progress as it was recorded. */
export interface ProgressRow {
  /** Grows; ask for what comes after the last one seen. */
  readonly id: number;
  readonly at: string;
  readonly event: ProgressEvent;
}

const rowSchema = z.object({ id: z.coerce.number(), at: z.date(), event: progressEventSchema });
const rowsOf = (rows: unknown[]): ProgressRow[] => z.array(rowSchema).parse(rows).map((row) => ({ id: row.id, at: row.at.toISOString(), event: row.event }));

/** What a view of a run needs: everything but the notes, and of the steps only the last one. */
const ESSENTIAL = `
  SELECT run_id, id, at, event FROM jobs.run_progress WHERE run_id = ANY ($1::uuid[]) AND event ->> 'kind' IN ('taken', 'started', 'epoch')
  UNION ALL
  SELECT step.run_id, step.id, step.at, step.event FROM unnest($1::uuid[]) AS run (id) CROSS JOIN LATERAL
    (SELECT p.run_id, p.id, p.at, p.event FROM jobs.run_progress p WHERE p.run_id = run.id AND p.event ->> 'kind' = 'step' ORDER BY p.id DESC LIMIT 1) step
  ORDER BY run_id, id`;

/** Progress of training runs in `jobs.run_progress`, read. Only a trainer that holds the run's lease adds to it. */
export class RunProgress {
  readonly #pool: pg.Pool;

  constructor(url: string, onError: (error: Error) => void) {
    this.#pool = new pg.Pool({ connectionString: url, max: 2, application_name: 'echocohort-progress' });
    this.#pool.on('error', onError);
  }

  /** Lines in order, from after the one with this id. */
  async after(runId: string, id = 0, limit = 1000): Promise<ProgressRow[]> {
    const { rows } = await this.#pool.query('SELECT id, at, event FROM jobs.run_progress WHERE run_id = $1 AND id > $2 ORDER BY id LIMIT $3', [runId, id, limit]);
    return rowsOf(rows);
  }

  /** The last lines, in order. */
  async last(runId: string, limit: number): Promise<ProgressRow[]> {
    const { rows } = await this.#pool.query('SELECT * FROM (SELECT id, at, event FROM jobs.run_progress WHERE run_id = $1 ORDER BY id DESC LIMIT $2) newest ORDER BY id', [runId, limit]);
    return rowsOf(rows);
  }

  /** Of several runs what their views show: takings, starts, epochs, and the last step. */
  async essential(runIds: readonly string[]): Promise<ReadonlyMap<string, readonly ProgressRow[]>> {
    if (runIds.length === 0) return new Map();
    const { rows } = await this.#pool.query<{ run_id: string }>(ESSENTIAL, [runIds]);
    return new Map(runIds.map((runId) => [runId, rowsOf(rows.filter((row) => row.run_id === runId))]));
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}
