import { RunProgress, type ProgressRow } from '@echocohort/jobs';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Configuration } from '../../configuration/configuration.ts';
import { errorFacts, type Log } from '../../platform/log.ts';
import { CONFIGURATION, LOG } from '../../platform/tokens.ts';

/** Reads what trainers tell of their runs. */
@Injectable()
export class RunProgressReader implements OnApplicationShutdown {
  private readonly progress: RunProgress;

  constructor(@Inject(CONFIGURATION) configuration: Configuration, @Inject(LOG) log: Log) {
    this.progress = new RunProgress(configuration.jobsDatabaseUrl, (error) => log.warn(errorFacts(error), 'progress connection lost'));
  }

  of(runId: string): Promise<ProgressRow[]> {
    return this.progress.after(runId);
  }

  onApplicationShutdown(): Promise<void> {
    return this.progress.close();
  }
}
