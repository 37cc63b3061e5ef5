import pg from 'pg';
import { z } from 'zod';

/** What a trainer tells of a run while it works: numbers and codes, never study data. */
export const progressEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started'), engine: z.string(), version: z.string(), threads: z.int(), images: z.int(), lesions: z.int() }),
  z.object({
    kind: z.literal('epoch'), epoch: z.int(), epochs: z.int(), loss: z.number(), internalAuc: z.number().nullable(), imagesPerSecond: z.number(),
    secondsLeft: z.number().nullable(),
    /** 95 % interval of the internal AUC, memory of the training process, and the share of its time that the engine computed; absent in older rows. */
    internalLower: z.number().nullable().optional(), internalUpper: z.number().nullable().optional(), memoryMb: z.number().nullable().optional(), engineShare: z.number().nullable().optional(),
  }),
  z.object({ kind: z.literal('note'), text: z.string().max(500) }),
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

/** Progress of training runs in `jobs.run_progress`: the trainer adds, the API reads. */
export class RunProgress {
  readonly #pool: pg.Pool;

  constructor(url: string, onError: (error: Error) => void) {
    this.#pool = new pg.Pool({ connectionString: url, max: 2, application_name: 'echocohort-progress' });
    this.#pool.on('error', onError);
  }

  async add(runId: string, event: ProgressEvent): Promise<void> {
    await this.#pool.query('INSERT INTO jobs.run_progress (run_id, event) VALUES ($1, $2)', [runId, JSON.stringify(progressEventSchema.parse(event))]);
  }

  async after(runId: string, id = 0, limit = 1000): Promise<ProgressRow[]> {
    const { rows } = await this.#pool.query('SELECT id, at, event FROM jobs.run_progress WHERE run_id = $1 AND id > $2 ORDER BY id LIMIT $3', [runId, id, limit]);
    return z.array(rowSchema).parse(rows).map((row) => ({ id: row.id, at: row.at.toISOString(), event: row.event }));
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}
