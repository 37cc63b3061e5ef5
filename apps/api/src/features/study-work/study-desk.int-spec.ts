import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ok } from '@echocohort/kernel';
import { z } from 'zod';
import { RefusalError } from '../../http/refusal.error.ts';
import { StudyDesk } from './study-desk.ts';
import type { StudyOrder } from './study-order.ts';
import { StudyWorkBroken } from './study-room.ts';

const caller: StudyOrder['caller'] = { personId: 'p', name: 'n', sessionId: 's', studyId: 'x', studyCode: 'y', grants: [], scopes: null };
const answers = z.object({ pid: z.number() });
const order = (cohortId: string): StudyOrder => ({ work: 'preview', caller, cohortId });
const here = () => Promise.resolve(ok({ pid: process.pid }));

/** Answers as its order asks it to: with its process id, with a refusal, broken off, otherwise than agreed, or not at all. */
const PROGRAM = `
process.on('message', ({ id, order: { cohortId } }) => {
  if (cohortId === 'dies') process.exit(3);
  const words = { refuses: { refused: { code: 'conflict', detail: 'd' } }, breaks: { broken: { error: 'E', errorCode: null, frames: [] } }, odd: { answer: { ok: true, value: {} } }, declines: { answer: { ok: false, refusal: { code: 'not-ready', detail: 'd' } } } };
  process.send({ id, ...(words[cohortId] ?? { answer: { ok: true, value: { pid: process.pid } } }) });
});`;

let folder: string;
let desk: StudyDesk;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'echocohort-desk-'));
  await writeFile(join(folder, 'program.mjs'), PROGRAM);
});
beforeEach(() => {
  desk = new StudyDesk({ environment: {} });
  desk.useProcess(pathToFileURL(join(folder, 'program.mjs')));
});
afterEach(() => { desk.onApplicationShutdown(); });
afterAll(() => rm(folder, { recursive: true, force: true }));

const pidOf = async (cohortId: string): Promise<number> => {
  const answer = await desk.run(order(cohortId), answers, here);
  return answer.ok ? answer.value.pid : 0;
};

describe('work on the whole study', () => {
  it('is done here without a program', async () => {
    expect(await new StudyDesk({ environment: {} }).run(order('a'), answers, here)).toEqual(ok({ pid: process.pid }));
  });

  it('is done by one process, which goes on for the next order', async () => {
    const [first, second] = await Promise.all([pidOf('a'), pidOf('b')]);
    expect(first).not.toBe(process.pid);
    expect(second).toBe(first);
    expect(await pidOf('c')).toBe(first);
  });

  it('gives a refusal back as the use case gave it, and one that undid a transaction as it was thrown', async () => {
    expect(await desk.run(order('declines'), answers, here)).toMatchObject({ ok: false, refusal: { code: 'not-ready' } });
    await expect(desk.run(order('refuses'), answers, here)).rejects.toThrow(RefusalError);
  });

  it('fails when the work broke off, or when the answer is not what the contract says', async () => {
    await expect(desk.run(order('breaks'), answers, here)).rejects.toThrow(StudyWorkBroken);
    await expect(desk.run(order('odd'), answers, here)).rejects.toThrow(z.ZodError);
  });

  it('fails every order of a process that died, and begins a new one for the next', async () => {
    const before = await pidOf('a');
    await expect(Promise.all([desk.run(order('dies'), answers, here), desk.run(order('b'), answers, here)])).rejects.toThrow(StudyWorkBroken);
    expect(await pidOf('c')).not.toBe(before);
  });
});
