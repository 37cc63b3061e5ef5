import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { callRoute, routes } from '@echocohort/contracts';
import { lockedPictures } from '@echocohort/api/spec-cases/locked-pictures';
import { workerBeside } from '@echocohort/api/spec-cases/locked-snapshot';
import type { Page } from 'playwright-core';
import { portalStack, type PortalStack } from './spec-cases/portal-stack.ts';
import { trainerBeside } from './spec-cases/trainer-beside.ts';

jest.setTimeout(300_000);

const PICTURES = join(process.cwd(), 'test-results/screens');
let stack: PortalStack;
let page: Page;
let snapshotId: string;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  stack = await portalStack();
  snapshotId = (await lockedPictures(stack.started, ['L1', 'L2', 'L3', 'L4'])).snapshot.id;
  const [worker, trainer] = [await workerBeside(stack.started), trainerBeside(stack.started, 'trainer 1')];
  closing.push(() => worker.close(), () => trainer.close());
  mkdirSync(PICTURES, { recursive: true });
  page = await stack.open('statistician');
});
afterAll(async () => {
  for (const close of closing) await close();
  await stack.close();
});

/** Asks for an act that needs a reason and gives one. */
async function actWithReason(name: string): Promise<void> {
  await page.click(`main button:has-text("${name}")`);
  await page.fill('[role=dialog] input', 'Another training goes first');
  await page.click('[role=dialog] button[type=submit]');
}

describe('a statistician trains a model', () => {
  it('has twenty steps timed before anything starts', async () => {
    await page.goto(`${stack.url}/snapshots/${snapshotId}`);
    await page.click('text=Train a model');
    await page.waitForURL(/\/runs\/new\?snapshot=/);
    await page.fill('label:has-text("Network width") >> xpath=.. >> input', '2');
    await page.waitForSelector('text=must lie between 4 and 64');
    await expect(page.locator('button:has-text("Dry run first")').isDisabled()).resolves.toBe(true);
    await page.click('text=Quick look');
    await page.fill('label:has-text("Epochs") >> xpath=.. >> input', '400');
    await page.click('text=Advanced');
    await page.fill('label:has-text("Stop after epochs") >> xpath=.. >> input', '400');
    await page.click('button:has-text("Dry run first")');
    await page.waitForSelector('text=/20 steps timed: about .+ in all/', { timeout: 60_000 });
    expect(page.url()).toContain('dryRun=');
  });

  it('starts it, and sees it train', async () => {
    await page.click('button:has-text("Start the training")');
    await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
    await page.waitForSelector('h1:has-text("of 400")', { timeout: 60_000 });
    await page.waitForSelector('[aria-label^="Internal AUC by epoch"] svg');
    await page.waitForSelector('[role=log] >> text=epoch');
    expect(await page.locator('main').innerText()).toContain('begun on trainer 1');
  });

  it('finds it in the queue, with the trainer that works on it', async () => {
    await page.click('nav >> text=Training queue');
    await page.waitForSelector('h1:has-text("1 running, 0 waiting")');
    await page.waitForSelector('text=1 trainer alive');
    await page.screenshot({ path: join(PICTURES, 'queue.png') });
    await page.click('[role=table] >> text=Model-L');
    await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
  });

  it('pauses it, resumes it where it stood, and cancels it with a reason', async () => {
    await actWithReason('Pause');
    await page.waitForSelector('h1:has-text("paused (epoch")');
    await page.click('main button:has-text("Resume")');
    await page.waitForSelector('text=/resumed on trainer 1, going on from epoch/', { timeout: 60_000 });
    await page.waitForSelector('h1:has-text("of 400")');
    await page.screenshot({ path: join(PICTURES, 'run.png') });
    await actWithReason('Cancel the training');
    await page.waitForSelector('h1:has-text("cancelled (epoch")', { timeout: 60_000 });
  });

  it('is told of a training that ended, and which lesions trained it', async () => {
    const caller = await stack.started.as('statistician');
    const { id } = await callRoute(caller, routes.startRun, { params: { snapshotId }, body: { config: { width: 4, imageSize: 32, epochs: 2, batchSize: 4 } } });
    await page.goto(`${stack.url}/runs/${id}`);
    await page.waitForSelector('text=Which lesions trained it', { timeout: 60_000 });
    await page.reload();
    await page.waitForSelector('header button[aria-label="Notices, 1 unread"]');
    await page.click('header button[aria-label="Notices, 1 unread"]');
    await page.click('text=Model-L has finished training');
    await page.waitForSelector('h1:has-text("Model-L · internal AUC")');
    await page.waitForSelector('header button[aria-label="Notices"]');
    await page.click('text=Which lesions trained it');
    await page.waitForSelector('h1:has-text("4 lesions of 4 patients trained Model-L")');
    await page.click('[role=row] >> text=C01-0001 >> nth=-1');
    await page.waitForSelector('h1:has-text("Patient C01-0001 trained")');
  });

  it('no page failed', () => expect(stack.faults).toEqual([]));
});
