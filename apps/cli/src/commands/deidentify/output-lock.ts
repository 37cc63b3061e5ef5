import { open, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { faultCode } from '../../fault-code.ts';

const NAME = '.lock';

const mine = (): string => `${hostname()} ${process.pid}\n`;

/** Whether the run that wrote the lock still goes on; one of another machine cannot be asked and counts as going on. */
function goesOn(text: string): boolean {
  const [host, pid] = text.trim().split(' ');
  if (host !== hostname()) return true;
  try {
    process.kill(Number(pid), 0);
    return Number(pid) !== process.pid;
  } catch (error) {
    return faultCode(error) === 'EPERM';
  }
}

/** Keeps a second run out of an output folder; false when one is at work. What a killed run left is taken over. */
export async function lockOutput(output: string): Promise<boolean> {
  const path = join(output, NAME);
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const handle = await open(path, 'wx', 0o600);
      await handle.writeFile(mine()).finally(() => handle.close());
      return true;
    } catch (error) {
      if (faultCode(error) !== 'EEXIST') throw error;
      const text = await readFile(path, 'utf8').catch(() => '');
      if (text !== '' && goesOn(text)) return false;
      await rm(path, { force: true });
    }
  }
  return false;
}

export const unlockOutput = (output: string): Promise<void> => rm(join(output, NAME), { force: true });
