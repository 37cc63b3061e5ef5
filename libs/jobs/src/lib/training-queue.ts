import { z } from 'zod';
import type { SqlTransaction } from './job-queue.ts';
import { dryRunOutcome, trainingKind, trainingWork, type TrainingKind, type TrainingWork } from './training-work.ts';

const wish = z.enum(['pause', 'cancel']).nullable();

const entrySchema = z.object({
  id: z.string(), kind: trainingKind, payload: trainingWork, state: z.enum(['queued', 'leased', 'paused', 'ended']), wish, queued_at: z.date(), trainer_id: z.string().nullable(), trainer: z.string().nullable(),
  lease_ends: z.date().nullable(), result: dryRunOutcome.nullable(),
});

/** A training of the queue. */
export interface QueuedTraining {
  /** The run's id; a dry run has one of its own. */
  readonly id: string;
  readonly kind: TrainingKind;
  readonly work: TrainingWork;
  /** `leased`: a trainer holds it. */
  readonly state: 'queued' | 'leased' | 'paused' | 'ended';
  /** What its trainer was asked to do and has not done yet. */
  readonly wish: 'pause' | 'cancel' | null;
  readonly queuedAt: Date;
  readonly trainerId: string | null;
  readonly trainer: string | null;
  readonly leaseEnds: Date | null;
  readonly result: z.output<typeof dryRunOutcome> | null;
}

const trainerSchema = z.object({ id: z.string(), name: z.string(), engine: z.string(), threads: z.number(), since: z.date(), seen_at: z.date() });

/** A trainer that gave a sign of life lately. */
export interface AliveTrainer {
  readonly id: string;
  readonly name: string;
  readonly engine: string;
  readonly threads: number;
  readonly since: Date;
  readonly seenAt: Date;
}

/** Reads and writes like this join whatever transaction they are given. */
type Sql = Pick<SqlTransaction, '$queryRawUnsafe'>;

const FIELDS = 't.id, t.kind, t.payload, t.state, t.wish, t.queued_at, t.trainer_id, r.name AS trainer, t.lease_ends, t.result';
const FROM = "FROM jobs.training t LEFT JOIN jobs.trainer r ON r.id = t.trainer_id AND t.state = 'leased'";

const asEntries = (rows: unknown): QueuedTraining[] =>
  z.array(entrySchema).parse(rows).map(({ payload, queued_at, trainer_id, lease_ends, ...row }) => ({ ...row, work: payload, queuedAt: queued_at, trainerId: trainer_id, leaseEnds: lease_ends }));

const changed = async (sql: Sql, statement: string, id: string): Promise<boolean> => (await sql.$queryRawUnsafe<unknown[]>(statement, id)).length === 1;

/** Puts a training at the end of the queue. */
export async function queueTraining(sql: Sql, kind: TrainingKind, work: TrainingWork): Promise<void> {
  const payload = trainingWork.parse(work);
  await sql.$queryRawUnsafe('INSERT INTO jobs.training (id, kind, payload) VALUES ($1::uuid, $2, $3::jsonb)', payload.runId, kind, JSON.stringify(payload));
}

/** Takes a waiting training out of the queue, or asks its trainer to store a checkpoint and let go. False when there is nothing to pause. */
export const pauseTraining = (sql: Sql, id: string): Promise<boolean> => changed(sql, `
  UPDATE jobs.training SET state = CASE state WHEN 'queued' THEN 'paused' ELSE state END, wish = CASE state WHEN 'leased' THEN 'pause' END
  WHERE id = $1::uuid AND state IN ('queued', 'leased') AND wish IS NULL RETURNING id`, id);

/** Puts a paused training at the end of the queue; one whose trainer has not let go yet simply goes on. */
export const resumeTraining = (sql: Sql, id: string): Promise<boolean> => changed(sql, `
  UPDATE jobs.training SET place = CASE state WHEN 'paused' THEN nextval(pg_get_serial_sequence('jobs.training', 'place')) ELSE place END, reason = CASE state WHEN 'paused' THEN 'resumed' ELSE reason END,
    queued_at = CASE state WHEN 'paused' THEN now() ELSE queued_at END, lost_in_row = 0, state = CASE state WHEN 'paused' THEN 'queued' ELSE state END, wish = NULL
  WHERE id = $1::uuid AND (state = 'paused' OR (state = 'leased' AND wish = 'pause')) RETURNING id`, id);

/** Ends a training that nobody holds, or asks its trainer to stop. */
export const cancelTraining = (sql: Sql, id: string): Promise<boolean> => changed(sql, `
  UPDATE jobs.training SET ended_at = CASE WHEN state = 'leased' THEN ended_at ELSE now() END, wish = CASE state WHEN 'leased' THEN 'cancel' END, state = CASE state WHEN 'leased' THEN state ELSE 'ended' END
  WHERE id = $1::uuid AND state <> 'ended' RETURNING id`, id);

/** Everything that waits, runs or is paused, in the order in which trainers take it. */
export async function trainingsUnderWay(sql: Sql): Promise<QueuedTraining[]> {
  return asEntries(await sql.$queryRawUnsafe(`SELECT ${FIELDS} ${FROM} WHERE t.state <> 'ended' ORDER BY (t.kind = 'dry-run') DESC, t.place`));
}

export async function findTraining(sql: Sql, id: string): Promise<QueuedTraining | null> {
  return asEntries(await sql.$queryRawUnsafe(`SELECT ${FIELDS} ${FROM} WHERE t.id = $1::uuid`, id))[0] ?? null;
}

/** Timed trials of the last days that have a result: what expected times rest on. */
export async function finishedDryRuns(sql: Sql): Promise<QueuedTraining[]> {
  return asEntries(await sql.$queryRawUnsafe(`SELECT ${FIELDS} ${FROM} WHERE t.kind = 'dry-run' AND t.state = 'ended' AND t.result ->> 'status' = 'finished' ORDER BY t.ended_at DESC LIMIT 200`));
}

/** Removes timed trials that nobody took for an hour or that ended a day ago. */
export async function removeOldDryRuns(sql: Sql): Promise<number> {
  const gone = await sql.$queryRawUnsafe<unknown[]>(`
    DELETE FROM jobs.training WHERE kind = 'dry-run' AND ((state = 'queued' AND queued_at < now() - interval '1 hour') OR (state = 'ended' AND ended_at < now() - interval '1 day')) RETURNING id`);
  return gone.length;
}

/** Trainers that gave a sign of life in the last minute. */
export async function trainersAlive(sql: Sql): Promise<AliveTrainer[]> {
  const rows = await sql.$queryRawUnsafe("SELECT id, name, engine, threads, since, seen_at FROM jobs.trainer WHERE seen_at > now() - interval '1 minute' ORDER BY since, id");
  return z.array(trainerSchema).parse(rows).map(({ seen_at, ...row }) => ({ ...row, seenAt: seen_at }));
}
