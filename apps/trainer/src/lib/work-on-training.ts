import { setTimeout as wait } from 'node:timers/promises';
import { MOST_LOST_IN_A_ROW, type JobPayload, type LeaseSign, type ProgressEvent, type Taken, type TrainerDesk, type TrainingLease } from '@echocohort/jobs';
import { checkpointName, removeLeftovers, type ObjectStorage } from '@echocohort/storage';
import { z } from 'zod';
import type { ProcessEnd, TrainingRunner } from './child-runner.ts';
import { patiently } from './patiently.ts';
import { note } from './training-events.ts';
import type { ProcessTask, TrainingOutcome } from './training-outcome.ts';

/** What work on a training needs; a test hands in its own runner. */
export interface WorkParts {
  readonly desk: Pick<TrainerDesk, 'name' | 'leaseSeconds'>;
  readonly run: TrainingRunner;
  /** Where what this trainer leaves behind is removed. */
  readonly storage: Pick<ObjectStorage, 'list' | 'remove'>;
  /** This trainer is told to go: what it works on is stored and handed on. */
  readonly leaving: AbortSignal;
  readonly log: (text: string) => void;
  /** How long a training may take to hand back its checkpoint when the trainer goes; services are ended ten seconds after they were asked. */
  readonly leavingGraceMs?: number;
}

type Held = Extract<Taken, { outcome: 'held' }>;

const LEAVING_GRACE_MS = 8000;

/** Metrics as plain JSON for the queue. */
const plain = (value: unknown): Record<string, z.core.util.JSONType> => z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(value)));

const ended = (how: string): TrainingOutcome => ({ status: 'failed', error: { code: 'training-process-ended', detail: `The training process was ended ${how}; if memory ran out, a smaller batch or picture size helps.` } });

/** One training (or timed trial) in the hands of this trainer, from its taking to its end, its pause or its loss. */
class Work {
  private readonly handBack = new AbortController();
  private readonly kill = new AbortController();
  /** Set when a person cancelled, or another trainer took the training. */
  private over: 'cancel' | 'lost' | null = null;
  private written: Promise<unknown> = Promise.resolve();
  /** Whether the checkpoints of earlier takings are gone: they are of no use once this taking has one of its own. */
  private tidied = false;

  constructor(private readonly parts: WorkParts, private readonly held: Held) {}

  private get lease(): TrainingLease {
    return this.held.lease;
  }

  /** Database work that outlasts a restart of the database. */
  private lasting<T>(what: () => Promise<T>): Promise<T> {
    return patiently(what, { tell: (error) => this.parts.log(`database: ${error.message}`), stop: this.parts.leaving });
  }

  private hear(sign: LeaseSign): LeaseSign {
    if (sign === 'pause') this.handBack.abort();
    if (sign === 'cancel' || sign === 'lost') {
      this.over ??= sign;
      this.kill.abort();
    }
    return sign;
  }

  private tell(event: ProgressEvent): void {
    if (this.held.kind === 'dry-run') return;
    this.written = this.written.then(async () => {
      if (this.over === null && !(await this.lasting(() => this.write(event)))) this.hear('lost');
    });
    this.written.catch(() => undefined); // settle() awaits the same promise and fails by it
  }

  private async write(event: ProgressEvent): Promise<boolean> {
    const { taking } = this.held.place;
    if (event.kind !== 'checkpoint') return this.lease.add(event);
    const kept = await this.lease.keep(event, checkpointName(taking));
    if (kept && !this.tidied) {
      this.tidied = true;
      // Only those of before: a later one is there when this trainer was frozen right here and another followed it.
      await this.tidy((leftover) => leftover.taking === null || leftover.taking < taking);
    }
    return kept;
  }

  /** Removes what is of no use any more. What a store that does not answer keeps is swept by the server later. */
  private tidy(meant?: Parameters<typeof removeLeftovers>[2]): Promise<void> {
    return removeLeftovers(this.parts.storage, this.lease.runId, meant).catch((error: unknown) => this.parts.log(`storage: ${error instanceof Error ? error.message : 'unknown fault'}`));
  }

  private get task(): ProcessTask {
    const { kind, work, place } = this.held;
    return kind === 'training' ? { do: kind, work, place } : { do: kind, work };
  }

  /** Signs of life until the work is done. */
  private async beat(done: AbortSignal): Promise<void> {
    while (!done.aborted && this.over === null) {
      this.hear(await this.lasting(() => this.lease.beat()));
      await wait(this.parts.desk.leaseSeconds * 250, undefined, { signal: done }).catch(() => undefined); // ended early: the work is done
    }
  }

  private leave(): NodeJS.Timeout {
    this.handBack.abort();
    return setTimeout(() => this.kill.abort(), this.parts.leavingGraceMs ?? LEAVING_GRACE_MS);
  }

  async done(): Promise<void> {
    const { parts, held } = this;
    const done = new AbortController();
    const timers: NodeJS.Timeout[] = [];
    const leave = (): void => void timers.push(this.leave());
    parts.leaving.addEventListener('abort', leave, { once: true });
    this.tell({ kind: 'taken', trainer: parts.desk.name, reason: held.reason });
    const beating = this.beat(done.signal).catch((error: unknown) => parts.log(`no sign of life could be given: ${error instanceof Error ? error.message : 'unknown fault'}`));
    try {
      const mayWrite = async (): Promise<boolean> => ['held', 'pause'].includes(this.hear(await this.lasting(() => this.lease.beat())));
      const end = await parts.run(this.task, { onEvent: (event) => this.tell(event), mayWrite, handBack: this.handBack.signal, kill: this.kill.signal });
      await this.settle(end);
    } finally {
      done.abort();
      parts.leaving.removeEventListener('abort', leave);
      timers.forEach((timer) => clearTimeout(timer));
      await beating;
    }
  }

  private async settle(end: ProcessEnd): Promise<void> {
    await this.written;
    if (this.over === 'lost') return this.parts.log(`run ${this.lease.runId} is with another trainer now`);
    if (this.over === 'cancel') return this.dropped();
    if (this.held.kind === 'dry-run') return this.settleTrial(end);
    if (end.tell === 'killed-by-trainer') return this.letGo('handed-on');
    if (end.tell === 'killed-by-system') return this.killed(`by ${end.signal}`);
    const outcome = end.tell === 'outcome' ? end.outcome : ended(`with code ${end.tell === 'ended' ? (end.code ?? 'unknown') : 'unknown'}`);
    return this.settleOutcome(outcome);
  }

  private async settleOutcome(outcome: TrainingOutcome): Promise<void> {
    const runId = this.lease.runId;
    switch (outcome.status) {
      case 'finished':
        if (await this.finish({ runId, status: 'finished', bundle: outcome.bundle, metrics: plain(outcome.metrics), taking: this.held.place.taking })) await this.tidy(({ kind }) => kind === 'checkpoint');
        return;
      case 'failed':
        if (await this.finish({ runId, status: 'failed', error: outcome.error })) await this.tidy(({ kind }) => kind === 'staged');
        return;
      case 'handed-back':
      case 'cancelled':
        if (outcome.status === 'handed-back') await this.lasting(() => this.lease.add(note('training-handed-back', outcome.detail, outcome.facts)));
        return this.letGo('handed-on');
      case 'lost':
        return this.parts.log(`run ${runId} is with another trainer now`);
    }
  }

  private finish(payload: JobPayload<'train-finished'>): Promise<boolean> {
    return this.lasting(() => this.lease.finish(payload));
  }

  private async dropped(): Promise<void> {
    await this.tidy();
    await this.lasting(() => this.lease.drop());
  }

  private async letGo(reason: 'handed-on' | 'taken-over'): Promise<void> {
    const state = await this.lasting(() => this.lease.letGo(reason));
    if (state === 'ended') await this.tidy();
  }

  /** The system ended the training process, as it does when memory runs out: another try from the checkpoint, but not for ever. */
  private async killed(how: string): Promise<void> {
    const lost = await this.lasting(() => this.lease.lostInRow());
    if (lost >= MOST_LOST_IN_A_ROW) return this.settleOutcome(ended(`${how}, ${lost + 1} times in a row without a further checkpoint`));
    await this.lasting(() => this.lease.add(note('process-ended', `the training process was ended ${how}; the training goes on from its checkpoint`, { signal: how.replace('by ', '') })));
    return this.letGo('taken-over');
  }

  private async settleTrial(end: ProcessEnd): Promise<void> {
    if (end.tell === 'killed-by-trainer') return this.letGo('handed-on');
    const broken = { status: 'failed' as const, error: { code: 'training-process-ended', detail: 'The timed trial was ended by the system; if memory ran out, a smaller batch or picture size helps.' } };
    const outcome = end.tell === 'trial' ? end.outcome : broken;
    await this.lasting(() => this.lease.endDryRun(outcome.status === 'finished' ? { ...outcome, trainer: this.parts.desk.name } : outcome));
  }
}

/** Works on what was taken; whatever the end, nothing is written after the lease was lost. */
export async function workOnTraining(parts: WorkParts, held: Held): Promise<void> {
  await new Work(parts, held).done();
}
