import type { Tx } from './database.ts';

/** Somebody paused, resumed or cancelled a training; the reason as that person gave it. */
export interface RunActRow {
  readonly runId: string;
  readonly act: 'paused' | 'resumed' | 'cancelled';
  readonly at: Date;
  readonly by: string;
  readonly reason: string | null;
}

const ACTS: Readonly<Record<string, RunActRow['act']>> = { 'run.paused': 'paused', 'run.resumed': 'resumed', 'run.failed': 'cancelled' };

interface Found {
  readonly run: string;
  readonly type: string;
  readonly at: Date;
  readonly name: string;
  readonly reason: string | null;
}

/** What people did to these runs, in order, as the trail has it: there is no second record that could differ. */
export async function runActs(tx: Tx, studyId: string, runIds: readonly string[]): Promise<ReadonlyMap<string, readonly RunActRow[]>> {
  if (runIds.length === 0) return new Map();
  const found = await tx.prisma.$queryRaw<Found[]>`
    SELECT e.payload ->> 'run' AS run, e.type, e.at, p.name, coalesce(e.payload ->> 'reason', e.payload ->> 'detail') AS reason
    FROM audit_event e JOIN person p ON p.id = e.actor_id
    WHERE e.study_id = ${studyId}::uuid AND e.payload ->> 'run' = ANY (${[...runIds]})
      AND (e.type IN ('run.paused', 'run.resumed') OR (e.type = 'run.failed' AND e.payload ->> 'code' = 'run-cancelled'))
    ORDER BY e.seq`;
  const acts = new Map<string, RunActRow[]>();
  for (const { run, type, at, name, reason } of found) {
    const act = ACTS[type];
    if (act !== undefined) acts.set(run, [...(acts.get(run) ?? []), { runId: run, act, at, by: name, reason }]);
  }
  return acts;
}
