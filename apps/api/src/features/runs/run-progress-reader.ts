import { RunProgress } from '@echocohort/jobs';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Configuration } from '../../configuration/configuration.ts';
import { errorFacts, type Log } from '../../platform/log.ts';
import { CONFIGURATION, LOG } from '../../platform/tokens.ts';

/** Reads what trainers tell of their runs. */
@Injectable()
export class RunProgressReader extends RunProgress implements OnApplicationShutdown {
  constructor(@Inject(CONFIGURATION) configuration: Configuration, @Inject(LOG) log: Log) {
    super(configuration.jobsDatabaseUrl, (error) => log.warn(errorFacts(error), 'progress connection lost'));
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}
