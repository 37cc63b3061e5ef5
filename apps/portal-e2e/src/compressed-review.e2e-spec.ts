import { callRoute, routes } from '@echocohort/contracts';
import type { Page } from 'playwright-core';
import { prepared } from './spec-cases/approve-files.ts';
import { compressedFiles, type CompressedFiles } from './spec-cases/compressed-files.ts';
import { dropFiles } from './spec-cases/drop-files.ts';
import { portalStack, type PortalStack } from './spec-cases/portal-stack.ts';

jest.setTimeout(240_000);

let stack: PortalStack;
let page: Page;
let files: CompressedFiles;
const row = (name: string) => page.locator(`tr:has(td[title="${name}"])`);
const standing = () => page.locator('[data-testid=review-standing]');

/** What a canvas shows: its width, how many of its pixels are not black, and a sum that tells two pictures apart. */
interface Shown {
  readonly width: number;
  readonly lit: number;
  readonly digest: number;
}

const shown = (label: string): Promise<Shown> =>
  page.locator(`[role=dialog] canvas[aria-label="${label}"]`).first().evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas');
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: new Uint8ClampedArray(0) };
    let [lit, digest] = [0, 0];
    for (let at = 0; at < data.length; at += 4) {
      if ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0) > 24) lit++;
      digest = (digest * 31 + (data[at] ?? 0)) % 1_000_003;
    }
    return { width: canvas.width, lit, digest };
  });

beforeAll(async () => {
  stack = await portalStack();
  page = await stack.open('coordinator');
  files = await compressedFiles(await callRoute(await stack.started.as('coordinator'), routes.study));
});
afterAll(() => stack.close());

describe('compressed files in the review', () => {
  it('are cleaned in every form that has a decoder; what has none is held with its reason', async () => {
    await page.goto(`${stack.url}/cases`);
    await page.click('text=Register a patient');
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}/);
    await page.waitForSelector('[data-slot]');
    await dropFiles(page, [...files.files, files.clip, files.unreadable]);
    await page.click('text=Make a key and download it');
    await prepared(page, files.files.length + 2);
    const states = await Promise.all([...files.files, files.clip, files.unreadable].map(async ({ name }) => [name, await row(name).getAttribute('data-review')]));
    expect(states).toEqual([...files.files.map(({ name }) => [name, 'to-approve']), ['clip.dcm', 'to-approve'], ['jpeg-xl.dcm', 'held']]);
    await expect(row(files.unreadable.name).innerText()).resolves.toContain('This compression is not supported');
  });

  it('show before and after, the surroundings gone', async () => {
    for (const { name } of [...files.files, files.clip]) {
      await row(name).locator('button:has-text("Review")').click();
      await page.waitForSelector('footer button:has-text("Approve"):not([disabled])');
      const [before, after] = [await shown('Before'), await shown('After')];
        expect([name, before.width === after.width, after.lit > 5000, after.lit < before.lit]).toEqual([name, true, true, true]);
      await page.keyboard.press('Escape');
      await standing().waitFor({ state: 'detached' });
    }
  });

  it('play a clip frame by frame', async () => {
    await row(files.clip.name).locator('button:has-text("Review")').click();
    await page.waitForSelector('text=Frame 1 of 6');
    await page.waitForSelector('footer button:has-text("Approve"):not([disabled])');
    const first = await shown('After');
    await page.keyboard.press('.');
    await page.waitForSelector('text=Frame 2 of 6');
    await page.waitForFunction((was) => {
      const canvas = document.querySelector('[role=dialog] canvas[aria-label="After"]');
      if (!(canvas instanceof HTMLCanvasElement)) return false;
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: new Uint8ClampedArray(0) };
      let digest = 0;
      for (let at = 0; at < data.length; at += 4) digest = (digest * 31 + (data[at] ?? 0)) % 1_000_003;
      return digest !== was;
    }, first.digest);
    await page.keyboard.press('Escape');
    await standing().waitFor({ state: 'detached' });
  });

  it('reach the server as they were looked at, and the clip plays from there', async () => {
    await row(files.clip.name).locator('button:has-text("Review")').click();
    await page.waitForSelector('footer button:has-text("Approve"):not([disabled])');
    await page.keyboard.press('a');
    await page.keyboard.press('Escape');
    await page.click('button:has-text("Send 1 file")');
    await page.waitForSelector('[data-testid=stored-line]:has-text("1 of 8 stored")');
    const { items } = await callRoute(await stack.started.as('coordinator'), routes.listCases);
    const [lesion] = items;
    if (!lesion) throw new Error('no case was opened');
    const board = await callRoute(await stack.started.as('coordinator'), routes.caseBoard, { params: { caseId: lesion.caseId } });
    const clip = board.slots.find(({ image }) => image?.frames === 6);
    expect([clip?.image?.rows, clip?.image?.columns]).toEqual([320, 400]);
    await page.goto(`${stack.url}/cases/${lesion.caseId}?slot=${clip?.code ?? ''}`);
    await page.waitForSelector('[role=dialog] img');
  });

  it('asked no other server for anything, and no page failed', () => {
    expect(stack.elsewhere).toEqual([]);
    expect(stack.faults).toEqual([]);
  });
});
