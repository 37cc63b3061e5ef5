import { fromPrisma, PgBoss, type JobWithMetadata } from 'pg-boss';
import { JOB_PAYLOADS, type JobPayload, type QueueName } from './job-payloads.ts';

/** A running transaction of the record (Prisma's client has this form): the job exists only if it commits. */
export interface SqlTransaction {
  $queryRawUnsafe<T = unknown>(query: string, ...values: unknown[]): Promise<T>;
}

export interface JobQueueOptions {
  /** Told of trouble in the background: a lost connection, a worker that could not fetch. */
  readonly onError: (error: Error) => void;
  /** One service of an installation looks after expired and silent jobs; the API's worker does. */
  readonly supervise?: boolean;
  readonly poolSize?: number;
}

export interface SendOptions {
  readonly within?: SqlTransaction;
}

/** A job in the hands of a worker. */
export interface RunningJob<Q extends QueueName> {
  readonly id: string;
  readonly payload: JobPayload<Q>;
  /** 0 at the first try. */
  readonly attempt: number;
  /** Aborted when the job is cancelled or the service stops. */
  readonly signal: AbortSignal;
}

export type JobState = 'queued' | 'running' | 'finished' | 'cancelled' | 'failed';

const STATES: Readonly<Record<JobWithMetadata['state'], JobState>> = {
  created: 'queued', retry: 'queued', active: 'running', completed: 'finished', cancelled: 'cancelled', failed: 'failed',
};

const CANCEL_CHECK_MS = 1000;
/** How often the supervisor looks for jobs whose worker has gone silent. */
const SUPERVISE_SECONDS = 15;

/**
 * The job queue in the schema `jobs` of the same PostgreSQL. The tables are installed by the migration; the services'
 * roles only use them. What a job throws is recorded with the job and retried as the queue says.
 */
export class JobQueue {
  private constructor(private readonly boss: PgBoss) {}

  static async open(url: string, options: JobQueueOptions): Promise<JobQueue> {
    const boss = new PgBoss({
      connectionString: url, schema: 'jobs', migrate: false, createSchema: false, schedule: false, registerInstance: false, supervise: options.supervise ?? false, superviseIntervalSeconds: SUPERVISE_SECONDS, monitorIntervalSeconds: SUPERVISE_SECONDS,
      max: options.poolSize ?? 4, application_name: options.supervise === true ? 'echocohort-supervisor' : 'echocohort-jobs',
    });
    boss.on('error', options.onError);
    await boss.start();
    return new JobQueue(boss);
  }

  /** Queues a job; answers its id, or null when the job for the same run, export or image is queued or running already. */
  async send<Q extends QueueName>(queue: Q, payload: JobPayload<Q>, options: SendOptions = {}): Promise<string | null> {
    const data = parsePayload(queue, payload);
    return this.boss.send(queue, data, {
      singletonKey: subjectOf(data),
      ...(options.within === undefined ? {} : { db: fromPrisma(options.within) }),
    });
  }

  /** Works on the queue's jobs one at a time until the queue is closed. A payload that does not fit fails its job. */
  async work<Q extends QueueName>(queue: Q, handle: (job: RunningJob<Q>) => Promise<void>): Promise<void> {
    await this.boss.work<object, void, { batchSize: 1; pollingIntervalSeconds: number }>(queue, { batchSize: 1, pollingIntervalSeconds: 1 }, async (jobs) => {
      for (const { id, data, retryCount, signal } of jobs) await this.#run(queue, { id, data, retryCount, signal }, handle);
    });
  }

  async #run<Q extends QueueName>(queue: Q, job: { id: string; data: object; retryCount: number; signal: AbortSignal }, handle: (job: RunningJob<Q>) => Promise<void>): Promise<void> {
    const cancelled = new AbortController();
    const watch = setInterval(() => {
      this.state(queue, job.id).then((state) => {
        if (state === 'cancelled') cancelled.abort(new Error('cancelled'));
      }, () => undefined); // a lost connection is told by the error event; the next look may succeed
    }, CANCEL_CHECK_MS);
    try {
      await handle({ id: job.id, payload: parsePayload(queue, job.data), attempt: job.retryCount, signal: AbortSignal.any([job.signal, cancelled.signal]) });
    } finally {
      clearInterval(watch);
    }
  }

  /** Takes a queued job away, or tells its worker to stop. */
  async cancel(queue: QueueName, id: string): Promise<void> {
    await this.boss.cancel(queue, id);
  }

  /** Where a job stands; null when it is not known (any more). */
  async state(queue: QueueName, id: string): Promise<JobState | null> {
    const [job] = await this.boss.findJobs(queue, { id });
    return job === undefined ? null : STATES[job.state];
  }

  /** Whether a job for this run, export or image waits or is worked on; also one whose worker is gone, as long as it will be tried again. */
  async isUnderWay(queue: QueueName, subject: string): Promise<boolean> {
    const jobs = await this.boss.findJobs(queue, { key: subject });
    return jobs.some(({ state }) => STATES[state] === 'queued' || STATES[state] === 'running');
  }

  /** Stops fetching, waits for the jobs in hand, and closes. */
  async close(waitMs = 10_000): Promise<void> {
    await this.boss.stop({ graceful: waitMs > 0, timeout: Math.max(waitMs, 1000), close: true });
  }
}

/** The id of the one thing that a job is about. */
function subjectOf(payload: JobPayload<QueueName>): string {
  if ('runId' in payload) return payload.runId;
  if ('analysisId' in payload) return payload.analysisId;
  return 'exportId' in payload ? payload.exportId : payload.imageId;
}

function parsePayload<Q extends QueueName>(queue: Q, data: object): JobPayload<Q>;
function parsePayload(queue: QueueName, data: object): JobPayload<QueueName> {
  return JOB_PAYLOADS[queue].parse(data);
}
