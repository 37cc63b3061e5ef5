import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { StartedApi } from '@echocohort/api/spec-cases/started-api';

const MAIN = join(process.cwd(), 'apps/trainer/dist/main.js');

/** The trainer as an installation runs it, on the queue and the storage of a started API. */
export function trainerBeside(started: StartedApi, name: string): { readonly close: () => Promise<void> } {
  if (!existsSync(MAIN)) throw new Error('The trainer is not built: run "npm run build" first.');
  const child = spawn(process.execPath, [MAIN], { env: { ...process.env, ...started.env, JOBS_DATABASE_URL: started.database.trainerUrl, TRAINER_NAME: name }, stdio: 'ignore' });
  return {
    close: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
