import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { z } from 'zod';
import type { JobPayload } from './job-payloads.ts';
import type { JobQueue } from './job-queue.ts';
import { TrainingLease } from './training-lease.ts';
import { MOST_LOST_IN_A_ROW, takingReason, trainingKind, trainingWork, type StoredPlace, type TakingReason, type TrainingKind, type TrainingWork } from './training-work.ts';

/** How a trainer shows itself to people. */
export interface TrainerSign {
  readonly name: string;
  readonly engine: string;
  readonly threads: number;
}

export interface TrainerDeskOptions {
  readonly sign: TrainerSign;
  readonly onError: (error: Error) => void;
  /** A training whose trainer gave no sign for so long is free for another. */
  readonly leaseSeconds?: number;
}

/** What a trainer got: a training that it holds; or one that had to be put in order because its trainer died, with nothing left to train. */
export type Taken =
  | { readonly outcome: 'held'; readonly lease: TrainingLease; readonly kind: TrainingKind; readonly work: TrainingWork; readonly reason: TakingReason; readonly place: StoredPlace }
  | { readonly outcome: 'settled'; readonly runId: string; readonly cancelled: boolean };

const DEFAULT_LEASE_SECONDS = 30;

/** The oldest training that waits or whose lease has run out; timed trials come first, because they take a minute. Two trainers never get the same row. */
const TAKE = `
  WITH next AS (
    SELECT id, state = 'leased' AS lost FROM jobs.training WHERE state = 'queued' OR (state = 'leased' AND lease_ends < now())
    ORDER BY (kind = 'dry-run') DESC, place LIMIT 1 FOR UPDATE SKIP LOCKED)
  UPDATE jobs.training t SET state = 'leased', lease = $1, trainer_id = $2, lease_ends = now() + $3 * interval '1 second', takings = t.takings + 1,
    lost_in_row = t.lost_in_row + CASE WHEN next.lost THEN 1 ELSE 0 END, reason = CASE WHEN next.lost THEN 'taken-over' ELSE t.reason END
  FROM next WHERE t.id = next.id RETURNING t.id, t.kind, t.payload, t.wish, t.reason, t.lost_in_row, t.takings, t.checkpoint, next.lost`;

const takenRow = z.object({ id: z.string(), kind: trainingKind, payload: trainingWork, wish: z.enum(['pause', 'cancel']).nullable(), reason: takingReason, lost_in_row: z.number(), takings: z.number(), checkpoint: z.string().nullable(), lost: z.boolean() });

const givenUp = { code: 'trainers-lost', detail: `${MOST_LOST_IN_A_ROW + 1} trainers in a row ended in the middle of this training before it stored a further checkpoint; it is given up. If memory ran out, a smaller batch, picture or width helps; then start it again.` };
const lostTrial = { code: 'trainer-lost', detail: 'The trainer ended in the middle of the timed trial; ask for it again. If memory ran out, a smaller batch, picture or width helps.' };

/** A trainer's side of the queue: it shows itself, takes trainings, and holds each by a lease that nobody else has. */
export class TrainerDesk {
  readonly id = randomUUID();
  readonly #pool: pg.Pool;
  #sign: TrainerSign;
  #shown: Promise<void> = Promise.resolve();

  constructor(url: string, private readonly queue: Pick<JobQueue, 'send'>, private readonly options: TrainerDeskOptions) {
    this.#sign = options.sign;
    this.#pool = new pg.Pool({ connectionString: url, max: 4, application_name: 'echocohort-trainer' });
    this.#pool.on('error', options.onError);
  }

  get leaseSeconds(): number {
    return this.options.leaseSeconds ?? DEFAULT_LEASE_SECONDS;
  }

  get name(): string {
    return this.#sign.name;
  }

  /** Says that this trainer is alive, and with which engine; also tidies away trainers that have been silent for a day. */
  async show(sign: Partial<TrainerSign> = {}): Promise<void> {
    this.#sign = { ...this.#sign, ...sign };
    // One after the other: two at once could leave the older sign.
    const shown = this.#shown.then(() => this.#write());
    this.#shown = shown.catch(() => undefined); // whoever asked hears of it
    await shown;
  }

  async #write(): Promise<void> {
    const { name, engine, threads } = this.#sign;
    await this.#pool.query('INSERT INTO jobs.trainer (id, name, engine, threads) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE SET engine = $3, threads = $4, seen_at = now()', [this.id, name, engine, threads]);
    await this.#pool.query("DELETE FROM jobs.trainer WHERE seen_at < now() - interval '1 day'");
  }

  /** Takes the next training, or null when none waits. */
  async take(): Promise<Taken | null> {
    const token = randomUUID();
    const { rows } = await this.#pool.query(TAKE, [token, this.id, this.leaseSeconds]);
    if (rows.length === 0) return null;
    const row = takenRow.parse(rows[0]);
    const lease = new TrainingLease(this.#pool, this.queue, { id: row.id, token, seconds: this.leaseSeconds });
    return (row.lost ? await this.#settle(lease, row) : null) ?? { outcome: 'held', lease, kind: row.kind, work: row.payload, reason: row.reason, place: { taking: row.takings, checkpoint: row.checkpoint } };
  }

  /** What becomes of a training whose trainer died where nothing is left to train: the person's wish is met, or it is given up. */
  async #settle(lease: TrainingLease, { id, kind, wish, lost_in_row: lost }: z.output<typeof takenRow>): Promise<Taken | null> {
    const settled = (cancelled: boolean): Taken => ({ outcome: 'settled', runId: id, cancelled });
    if (kind === 'dry-run') {
      await lease.endDryRun({ status: 'failed', error: lostTrial });
      return settled(false);
    }
    if (wish === 'cancel') {
      await lease.drop();
      return settled(true);
    }
    if (wish === 'pause') {
      await lease.letGo('handed-on');
      return settled(false);
    }
    if (lost <= MOST_LOST_IN_A_ROW) return null;
    const failed: JobPayload<'train-finished'> = { runId: id, status: 'failed', error: givenUp };
    await lease.finish(failed);
    return settled(false);
  }

  /** Takes the sign down and closes. */
  async close(): Promise<void> {
    await this.#pool.query('DELETE FROM jobs.trainer WHERE id = $1', [this.id]).catch(this.options.onError);
    await this.#pool.end();
  }
}
