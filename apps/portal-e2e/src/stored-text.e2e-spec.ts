/** @jest-environment ./tools/jest/one-realm-environment.cjs */
import { openCase, type OpenedCase } from '@echocohort/api/spec-cases/case-fixtures';
import { cleaned, uploadForm } from '@echocohort/api/spec-cases/clean-images';
import { searchStoredTexts } from '@echocohort/api/spec-cases/search-stored-texts';
import { callRoute, routes } from '@echocohort/contracts';
import { slotImageFile, slotImages, syntheticStudy, withCalipers } from '@echocohort/testing';
import type { Page } from 'playwright-core';
import { prepared } from './spec-cases/approve-files.ts';
import { dropFiles } from './spec-cases/drop-files.ts';
import { portalStack, type PortalStack } from './spec-cases/portal-stack.ts';

jest.setTimeout(240_000);

const SLOTS = ['L1', 'L2'];
let stack: PortalStack;
let page: Page;
let opened: OpenedCase;
const originals = new Map<string, Buffer>();
const drawer = () => page.locator('[role=dialog]');
const findings = async (slot: string) => (await callRoute(await stack.started.as('coordinator', 'C01'), routes.caseBoard, { params: { caseId: opened.caseId } })).slots.find(({ code }) => code === slot)?.findings.map(({ code }) => code);

/** Pictures with measurements drawn into them, sent by a centre that did not look, and the server's search after it. */
beforeAll(async () => {
  stack = await portalStack();
  opened = await openCase(stack.started);
  const coordinator = await stack.started.as('coordinator', 'C01');
  const study = await callRoute(coordinator, routes.study);
  const [person] = syntheticStudy({ definition: study, seed: 'stored text', patientsPerCentre: 1 });
  const lesion = person?.lesions[0];
  if (!person || !lesion) throw new Error('the generator gave no patient');
  for (const slot of SLOTS) {
    const image = slotImages(study, person, lesion).find((each) => each.slot === slot);
    if (!image) throw new Error('the generator gave no such picture');
    originals.set(slot, Buffer.from(await slotImageFile(withCalipers(image))));
  }
  const clean = [...originals].map(([slot, original]) => ({ slot, file: cleaned(original, opened.code.replace(/-L1$/, '')) }));
  // Drawing kept this process busy, in which the server runs too: it gets a turn to close the connections that were idle meanwhile.
  await new Promise((resolve) => setTimeout(resolve, 200));
  for (const { slot, file } of clean) await callRoute(coordinator, routes.receiveImage, { params: { caseId: opened.caseId } }, uploadForm(file, { protocolVersion: study.protocolVersion, slot }));
  await searchStoredTexts(stack.started);
}, 240_000);
afterAll(() => stack.close());

describe('text that the server found inside a stored picture', () => {
  it.each(['zh', 'en'] as const)('stands beside the picture, cut out, in %s', async (locale) => {
    page = await stack.open('coordinator', { centre: 'C01', locale });
    await page.goto(`${stack.url}/cases/${opened.caseId}?slot=L1`);
    await drawer().locator('svg[role=img]').first().waitFor();
    expect(await findings('L1')).toContain('text-inside-region');
  });

  it('is called harmless with a reason, and the slot is free again', async () => {
    await expect(drawer().locator('button:has-text("It is harmless")').isDisabled()).resolves.toBe(true);
    await drawer().locator('input[aria-haspopup=listbox]').click();
    await page.click('role=option >> text=measurement');
    await drawer().locator('button:has-text("It is harmless")').click();
    await drawer().locator('svg[role=img]').first().waitFor({ state: 'detached' });
    expect(await findings('L1')).not.toContain('text-inside-region');
    const { items } = await callRoute(await stack.started.as('data-manager'), routes.listAudit, { query: { type: 'image.text-harmless' } });
    expect(items.map(({ payload, actor }) => [payload['because'], actor])).toEqual([['measurement', 'C01 Coordinator']]);
  });

  it('goes by the same file again, with the box blanked in the review', async () => {
    await page.goto(`${stack.url}/cases/${opened.caseId}?slot=L2`);
    await drawer().locator('svg[role=img]').first().waitFor();
    await drawer().locator('button:has-text("Replace")').first().click();
    const bytes = originals.get('L2');
    if (!bytes) throw new Error('no file');
    await dropFiles(page, [{ name: 'again.dcm', bytes }]);
    // The key that the centre cleaned the stored picture with: under another the dates of the exam would not fit.
    await page.locator('input[type=file]').first().setInputFiles({ name: 'centre.key', mimeType: 'text/plain', buffer: Buffer.from(`${Buffer.alloc(32, 7).toString('base64')}\n`) });
    await prepared(page, 1);
    await page.fill('input[aria-label^="Why it replaces"]', 'measurement blanked');
    await page.locator('tr:has(td[title="again.dcm"]) button:has-text("Review")').click();
    const card = page.locator('[data-testid=text-card]').filter({ has: page.locator('button:has-text("Blank this box")') });
    await card.first().waitFor();
    while ((await card.count()) > 0) await card.first().locator('button:has-text("Blank this box")').click();
    await page.waitForSelector('[data-testid=review-standing]:has-text("Waits for your approval")');
    await page.waitForSelector('footer button:has-text("Approve"):not([disabled])');
    await page.keyboard.press('a');
    await page.keyboard.press('Escape');
    await page.click('button:has-text("Send 1 file")');
    await page.waitForSelector('[data-testid=stored-line]:has-text("1 of 1 stored")');
    expect(await findings('L2')).not.toContain('text-inside-region');
    await searchStoredTexts(stack.started);
    expect(await findings('L2')).not.toContain('text-inside-region');
  });

  it('asked no other server for anything, and no page failed', () => {
    expect(stack.elsewhere).toEqual([]);
    expect(stack.faults).toEqual([]);
  });
});
