import type { Clock } from '@echocohort/kernel';
import { Database } from '@echocohort/persistence';
import { storageFromEnvironment, type ObjectStorage } from '@echocohort/storage';
import { Global, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { ConfigurationError, type Configuration } from '../configuration/configuration.ts';
import { JobRegistry } from '../jobs/job-registry.ts';
import { ActiveStudy } from './active-study.ts';
import { errorFacts, type Log } from './log.ts';
import { Metrics } from './metrics.ts';
import { readSigningKey, SigningKey } from './signing-key.ts';
import { CLOCK, CONFIGURATION, LOG, STORAGE } from './tokens.ts';

const clock: Clock = { now: () => new Date() };

function storageOf(configuration: Configuration): ObjectStorage {
  const storage = storageFromEnvironment(configuration.environment);
  if (!storage.ok) throw new ConfigurationError([storage.refusal.detail]);
  return storage.value;
}

/** What every feature stands on: the record, the object storage, the job queue, the receipt key, time and log. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  static with(configuration: Configuration, log: Log): DynamicModule {
    const database = new Database(configuration.databaseUrl, { clock, onIdleError: (error) => log.warn(errorFacts(error), 'idle connection lost') });
    return {
      module: PlatformModule,
      providers: [
        { provide: CONFIGURATION, useValue: configuration },
        { provide: LOG, useValue: log },
        { provide: CLOCK, useValue: clock },
        { provide: Database, useValue: database },
        { provide: STORAGE, useValue: storageOf(configuration) },
        { provide: SigningKey, useValue: readSigningKey(configuration.signingKeyFile) },
        Metrics,
        JobRegistry,
        ActiveStudy,
      ],
      exports: [CONFIGURATION, LOG, CLOCK, STORAGE, Database, SigningKey, Metrics, JobRegistry, ActiveStudy],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
