import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signOfLifeTasks } from './sign-of-life.task.ts';

describe('a worker\'s sign of life', () => {
  it('is given when the queue was reached, left as it was when it was not, and not wanted where no file is named', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'echocohort-sign-'));
    const file = join(folder, 'sign');
    let away = false;
    const [task] = signOfLifeTasks(file, { isUnderWay: () => (away ? Promise.reject(new Error('away')) : Promise.resolve(false)) });
    await task?.run();
    const given = await readFile(file, 'utf8');
    expect(Math.abs(Date.now() - Date.parse(given.trim()))).toBeLessThan(5000);
    away = true;
    await expect(task?.run()).rejects.toThrow('away');
    expect(await readFile(file, 'utf8')).toBe(given);
    expect(signOfLifeTasks(undefined, { isUnderWay: () => Promise.resolve(false) })).toEqual([]);
    await rm(folder, { recursive: true });
  });
});
