/** @jest-environment ./tools/jest/one-realm-environment.cjs */
import { cleaned } from '@echocohort/api/spec-cases/clean-images';
import { finishedModel, type StoredModel } from '@echocohort/api/spec-cases/finished-model';
import { lockedPictures, type LockedPictures } from '@echocohort/api/spec-cases/locked-pictures';
import type { Page } from 'playwright-core';
import { portalStack, type PortalStack } from './spec-cases/portal-stack.ts';

jest.setTimeout(120_000);

let stack: PortalStack;
let page: Page;
let locked: LockedPictures;
let model: StoredModel;
let joint: StoredModel;

const file = (name: string, bytes: Uint8Array) => ({ name, mimeType: 'application/dicom', buffer: Buffer.from(bytes) });

/** Stretches a box on the canvas; shares of the picture's width and height. */
async function stretch(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const box = await page.locator('svg[role=application] > image').first().boundingBox();
  if (!box) throw new Error('no picture is shown');
  const at = ([x, y]: readonly [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 4 });
  await page.mouse.up();
}

beforeAll(async () => {
  stack = await portalStack();
  locked = await lockedPictures(stack.started, ['L1', 'L2', 'L3', 'L4']);
  model = await finishedModel(stack.started, locked.snapshot, 'L');
  joint = await finishedModel(stack.started, locked.snapshot, 'LBC');
  page = await stack.open('coordinator', { centre: 'C01' });
}, 240_000);
afterAll(() => stack.close(), 60_000);

describe('a second opinion', () => {
  it('refuses a picture that identifies somebody, in plain words and with the tags', async () => {
    await page.goto(`${stack.url}/second-opinion?model=${joint.runId}`);
    await page.waitForSelector('text=Research use only');
    await page.waitForSelector('text=Clinical factors');
    await page.setInputFiles('input[type=file] >> nth=0', file('WANG XIAOMING.dcm', locked.originals[0]?.original ?? new Uint8Array()));
    await page.waitForSelector('[role=alert]:has-text("identifying attributes")');
    await expect(page.locator('main').innerText()).resolves.toMatch(/Tags concerned: [0-9a-f]{4},[0-9a-f]{4}/);
  });

  it('verifies a clean picture, is asked once lesion and background are drawn, and answers', async () => {
    await page.setInputFiles('input[type=file] >> nth=0', file('picture.dcm', cleaned(locked.originals[0]?.original ?? new Uint8Array(), 'C01-9999').bytes));
    await page.waitForSelector('text=Verified: identifies nobody');
    await expect(page.locator('button:has-text("Score it")').isDisabled()).resolves.toBe(true);
    await page.keyboard.press('r');
    await stretch([0.3, 0.3], [0.6, 0.65]);
    await page.waitForSelector('text=Draw the liver background too');
    await page.click('label:has-text("Liver background")');
    await page.click('label:has-text("Rectangle")');
    await stretch([0.66, 0.35], [0.85, 0.6]);
    await page.click('label:has-text("Lesion") >> nth=0');
    await page.locator('select').nth(1).selectOption('1');
    await page.click('button:has-text("Score it")');
    await page.waitForSelector('[data-testid=opinion-value]');
    const said = await page.locator('main').innerText();
    for (const words of ['Risk by Model-LBC', 'logistic calibration line', 'of another centre', 'Internal set (1 lesion', '1 factor left open', 'no probability of disease']) expect(said.toLowerCase()).toContain(words.toLowerCase());
  });

  it('lays the map over the picture, clearer or not by the keyboard, and grows pale when the question changes', async () => {
    const layer = page.locator('[data-testid=attention-map] image');
    await expect(layer.getAttribute('opacity')).resolves.toBe('0.5');
    await page.focus('[role=slider]');
    await page.keyboard.press('ArrowRight');
    await expect(layer.getAttribute('opacity')).resolves.toBe('0.55');
    await page.locator('select').nth(1).selectOption('0');
    await page.waitForSelector('text=Something changed since; score again.');
    await expect(layer.count()).resolves.toBe(0);
  });
});

describe('the failure gallery', () => {
  it('shows a statistician which lesions are called wrongly, with maps, and that the external set is sealed', async () => {
    page = await stack.open('statistician', { locale: 'zh' });
    await page.goto(`${stack.url}/runs/${model.runId}/failures`);
    await page.waitForSelector('h1:has-text("1 个病灶被 Model-L 误判")');
    await page.waitForSelector('text=外部集的误判在结局开启后才显示');
    await page.waitForSelector('figure >> nth=3');
    await expect(page.locator('figure [data-testid=attention-map]').count()).resolves.toBe(4);
    await page.waitForFunction(() => [...document.querySelectorAll('figure svg > image')].length === 4);
  });

  it('asked no other server for anything, and no page failed', () => {
    expect(stack.elsewhere).toEqual([]);
    expect(stack.faults).toEqual([]);
  });
});
