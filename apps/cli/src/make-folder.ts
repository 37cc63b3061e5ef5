import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { faultCode } from './fault-code.ts';

/** Makes a folder and those above it. Node's own recursion never ends on file systems that take no folder and say ENOENT (/proc). */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
    return;
  } catch (error) {
    const code = faultCode(error);
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
  }
  await makeFolder(dirname(path));
  await mkdir(path).catch(async (error: unknown) => {
    // Another thread may have been first.
    if (faultCode(error) !== 'EEXIST' || !(await stat(path)).isDirectory()) throw error;
  });
}
