import { Database } from '@echocohort/persistence';
import { FileStorage } from '@echocohort/storage';
import { TextCheckTask } from '../features/text-check/text-check.job.ts';
import { TextSearch } from '../features/text-check/text-search.ts';
import { ActiveStudy } from '../platform/active-study.ts';
import { createLog } from '../platform/log.ts';
import type { StartedApi } from './started-api.ts';

/** One round of the server's search for text inside stored pictures, which an installation makes every hour. */
export async function searchStoredTexts(started: StartedApi): Promise<void> {
  const database = new Database(started.database.appUrl, { poolSize: 1 });
  try {
    await new TextCheckTask(database, new ActiveStudy(database), new TextSearch(), new FileStorage(started.storageFolder), createLog('info', { write: () => undefined })).run();
  } finally {
    await database.close();
  }
}
