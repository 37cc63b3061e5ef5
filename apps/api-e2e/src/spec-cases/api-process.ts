import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The API as a process of its own, which can be killed. */
export interface ApiProcess {
  readonly url: string;
  /** SIGKILL: no goodbye, as in a power cut. */
  kill(): Promise<void>;
}

/** Starts the built API and waits until it answers. */
export function startApiProcess(env: Readonly<Record<string, string>>): Promise<ApiProcess> {
  const child = spawn(process.execPath, [join(process.cwd(), 'apps/api/dist/main.js')], { env: { PATH: process.env['PATH'], ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const url = /answers at (\S+)/.exec(text)?.[1];
      if (url) resolve({ url, kill: () => (child.kill('SIGKILL'), closed) });
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`the API did not start: ${text}`)));
  });
}
