import type { Clock } from '@echocohort/kernel';
import { JobQueue } from '@echocohort/jobs';
import { Database } from '@echocohort/persistence';
import type { ObjectStorage } from '@echocohort/storage';
import { Global, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { Configuration } from '../configuration/configuration.ts';
import { JobRegistry } from '../jobs/job-registry.ts';
import { ActiveStudy } from './active-study.ts';
import { errorFacts, type Log } from './log.ts';
import { Metrics } from './metrics.ts';
import { readSigningKey, SigningKey } from './signing-key.ts';
import { storageOf } from './storage-of.ts';
import { CLOCK, CONFIGURATION, LOG, STORAGE } from './tokens.ts';

const clock: Clock = { now: () => new Date() };

/** What differs between the processes. */
export interface PlatformOptions {
  /** One process of an installation looks after expired and silent jobs. */
  readonly supervisesJobs: boolean;
  /** Takes the place of the storage that the environment names; specs hand in one whose disk is full. */
  readonly storage?: ObjectStorage | undefined;
}

/** What every feature stands on: the record, the object storage, the job queue, the receipt key, time and log. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobQueue,
  ) {}

  static with(configuration: Configuration, log: Log, { supervisesJobs, storage }: PlatformOptions): DynamicModule {
    const database = new Database(configuration.databaseUrl, { clock, onIdleError: (error) => log.warn(errorFacts(error), 'idle connection lost') });
    return {
      module: PlatformModule,
      providers: [
        { provide: CONFIGURATION, useValue: configuration },
        { provide: LOG, useValue: log },
        { provide: CLOCK, useValue: clock },
        { provide: Database, useValue: database },
        { provide: STORAGE, useValue: storage ?? storageOf(configuration) },
        { provide: SigningKey, useValue: readSigningKey(configuration.signingKeyFile) },
        { provide: JobQueue, useFactory: () => JobQueue.open(configuration.jobsDatabaseUrl, { supervise: supervisesJobs, onError: (error) => log.warn(errorFacts(error), 'job queue') }) },
        Metrics,
        JobRegistry,
        ActiveStudy,
      ],
      exports: [CONFIGURATION, LOG, CLOCK, STORAGE, Database, SigningKey, JobQueue, Metrics, JobRegistry, ActiveStudy],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.jobs.close();
    await this.database.close();
  }
}
