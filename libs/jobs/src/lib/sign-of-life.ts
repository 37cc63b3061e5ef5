import { writeFile } from 'node:fs/promises';

/**
 * Says to whoever watches the process (a container's health check) that it reached the job tables just now: the file's age is what is looked at.
 * A process that hangs, or cannot reach its database, leaves the file as it was.
 */
export async function giveSignOfLife(file: string, reach: () => Promise<unknown>): Promise<void> {
  await reach();
  await writeFile(file, `${new Date().toISOString()}\n`);
}
