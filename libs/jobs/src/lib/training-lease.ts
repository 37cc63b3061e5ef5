import type pg from 'pg';
import { z } from 'zod';
import type { JobPayload } from './job-payloads.ts';
import type { JobQueue } from './job-queue.ts';
import { progressEventSchema, type ProgressEvent } from './run-progress.ts';
import type { DryRunOutcome } from './training-work.ts';

/** What a trainer that holds a training hears when it gives a sign of life: hold on, what a person wants, or that another trainer has it now. */
export type LeaseSign = 'held' | 'pause' | 'cancel' | 'lost';

interface LeaseFacts {
  readonly id: string;
  readonly token: string;
  readonly seconds: number;
}

const signRow = z.object({ wish: z.enum(['pause', 'cancel']).nullable() });

const letGoRow = z.object({ state: z.enum(['queued', 'paused', 'ended']) });

/** Nobody holds the training any more, and nothing is left of it to train. */
const END = "state = 'ended', wish = NULL, lease = NULL, lease_ends = NULL, ended_at = now()";

const ADD = `
  WITH held AS (SELECT id FROM jobs.training WHERE id = $1 AND lease = $2 FOR UPDATE)
  INSERT INTO jobs.run_progress (run_id, event) SELECT id, $3::jsonb FROM held RETURNING id`;

const KEEP = `
  WITH held AS (UPDATE jobs.training SET lost_in_row = 0, checkpoint = $4 WHERE id = $1 AND lease = $2 RETURNING id)
  INSERT INTO jobs.run_progress (run_id, event) SELECT id, $3::jsonb FROM held RETURNING id`;

/**
 * A training in the hands of one trainer. Everything it writes names the lease's token, and the database refuses whatever names an older one:
 * a trainer that was frozen and comes back finds that it has lost the training, and changes nothing of it.
 */
export class TrainingLease {
  constructor(private readonly pool: pg.Pool, private readonly queue: Pick<JobQueue, 'send'>, private readonly facts: LeaseFacts) {}

  get runId(): string {
    return this.facts.id;
  }

  /** A sign of life: keeps the lease for its whole length again. Also asked right before anything is written to storage. */
  async beat(): Promise<LeaseSign> {
    const { rows } = await this.pool.query("UPDATE jobs.training SET lease_ends = now() + $3 * interval '1 second' WHERE id = $1 AND lease = $2 RETURNING wish", [this.facts.id, this.facts.token, this.facts.seconds]);
    return rows.length === 0 ? 'lost' : (signRow.parse(rows[0]).wish ?? 'held');
  }

  /** Adds a line of progress. False when the lease is lost. */
  add(event: ProgressEvent): Promise<boolean> {
    return this.#write(ADD, event);
  }

  /**
   * Makes a stored checkpoint the one that counts, by its name, with the line that tells of it; it ends a row of lost trainers. False when the
   * lease is lost: then the object is one that nobody reads.
   */
  keep(event: Extract<ProgressEvent, { kind: 'checkpoint' }>, name: string): Promise<boolean> {
    return this.#write(KEEP, event, name);
  }

  async #write(statement: string, event: ProgressEvent, ...more: string[]): Promise<boolean> {
    const { rowCount } = await this.pool.query(statement, [this.facts.id, this.facts.token, JSON.stringify(progressEventSchema.parse(event)), ...more]);
    return rowCount === 1;
  }

  /** Reports how the training ended, and ends it, in one transaction. False when the lease is lost: then nothing was reported. */
  async finish(payload: JobPayload<'train-finished'>): Promise<boolean> {
    const client = await this.pool.connect();
    const within = { $queryRawUnsafe: async <T>(query: string, ...values: unknown[]): Promise<T> => JSON.parse(JSON.stringify((await client.query(query, values)).rows)) as T };
    try {
      await client.query('BEGIN');
      const { rowCount } = await client.query(`UPDATE jobs.training SET ${END} WHERE id = $1 AND lease = $2`, [this.facts.id, this.facts.token]);
      if (rowCount === 1) await this.queue.send('train-finished', payload, { within });
      await client.query('COMMIT');
      return rowCount === 1;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined); // the connection may be what broke; the first error tells why
      throw error;
    } finally {
      client.release();
    }
  }

  endDryRun(outcome: DryRunOutcome): Promise<boolean> {
    return this.#change(`${END}, result = $3::jsonb`, JSON.stringify(outcome));
  }

  /** Ends a training that a person cancelled; the record says so already. */
  drop(): Promise<boolean> {
    return this.#change(END);
  }

  /**
   * Lets the training go with its checkpoint in storage: to whoever paused it, or to the next trainer. `taken-over` counts as a lost trainer:
   * the training process was ended by the system. Answers what became of it; null when the lease is lost.
   */
  async letGo(reason: 'handed-on' | 'taken-over'): Promise<'queued' | 'paused' | 'ended' | null> {
    const { rows } = await this.pool.query(
      `UPDATE jobs.training SET state = CASE wish WHEN 'pause' THEN 'paused' WHEN 'cancel' THEN 'ended' ELSE 'queued' END, ended_at = CASE wish WHEN 'cancel' THEN now() END,
        lost_in_row = lost_in_row + $3, reason = $4, wish = NULL, lease = NULL, lease_ends = NULL WHERE id = $1 AND lease = $2 RETURNING state`,
      [this.facts.id, this.facts.token, reason === 'taken-over' ? 1 : 0, reason]);
    return rows.length === 0 ? null : letGoRow.parse(rows[0]).state;
  }

  /** Trainers in a row that ended in the middle, this one not counted. */
  async lostInRow(): Promise<number> {
    const { rows } = await this.pool.query<{ lost: number }>('SELECT lost_in_row AS lost FROM jobs.training WHERE id = $1', [this.facts.id]);
    return rows[0]?.lost ?? 0;
  }

  async #change(set: string, ...more: string[]): Promise<boolean> {
    const { rowCount } = await this.pool.query(`UPDATE jobs.training SET ${set} WHERE id = $1 AND lease = $2`, [this.facts.id, this.facts.token, ...more]);
    return rowCount === 1;
  }
}
