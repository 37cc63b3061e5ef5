import { callRoute, routes } from '@echocohort/contracts';
import type { Page } from 'playwright-core';
import { prepared } from './spec-cases/approve-files.ts';
import { dropFiles } from './spec-cases/drop-files.ts';
import { portalStack, type PortalStack } from './spec-cases/portal-stack.ts';
import { textedFiles, type TextedFiles } from './spec-cases/texted-files.ts';

jest.setTimeout(240_000);

let stack: PortalStack;
let page: Page;
let panel: Page;
let files: TextedFiles;

beforeAll(async () => {
  stack = await portalStack();
  page = await stack.open('coordinator');
  files = await textedFiles(await callRoute(await stack.started.as('coordinator'), routes.study), 'template journey');
});
afterAll(() => stack.close());

describe('a scanner whose files name no region', () => {
  it('is held, and a person draws what stays', async () => {
    await page.goto(`${stack.url}/cases`);
    await page.click('text=Register a patient');
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}/);
    await page.waitForSelector('[data-slot]');
    await dropFiles(page, [files.withoutRegion]);
    await page.click('text=Make a key and download it');
    await prepared(page, 1);
    await page.click('button:has-text("Draw what stays")');
    await page.waitForSelector('text=texts found on the screen', { timeout: 60_000 });
    await expect(page.locator('button:has-text("Hand to a second person")').isDisabled()).resolves.toBe(true);
    const screen = await page.locator('[role=dialog] canvas').first().boundingBox();
    if (!screen) throw new Error('the screen is not shown');
    const at = (x: number, y: number) => [screen.x + x * screen.width, screen.y + y * screen.height] as const;
    await page.mouse.move(...at(0.08, 0.2));
    await page.mouse.down();
    await page.mouse.move(...at(0.85, 0.9), { steps: 6 });
    await page.mouse.up();
    await page.click('button:has-text("Hand to a second person")');
    await page.waitForSelector('text=Version 1 was handed over');
    await page.click('button:has-text("Back to the list")');
    await expect(page.locator('tr[data-review]').getAttribute('data-review')).resolves.toBe('held');
  });

  it('is not signed by its drawer, who is told so', async () => {
    const own = await stack.open('coordinator');
    await own.goto(`${stack.url}/templates`);
    await own.click('role=table >> .link-button');
    await own.waitForSelector('text=You drew it; another person has to sign it');
  });

  it('is signed by the panel, who sees nothing but what stays', async () => {
    panel = await stack.open('auditor');
    await panel.goto(`${stack.url}/templates`);
    await panel.click('role=table >> .link-button');
    await panel.waitForSelector('img[alt^="Sample of the template"]');
    await panel.waitForSelector('text=no identified pixel left the centre');
    await panel.fill('input[type=password]', 'not my password');
    await panel.click('button:has-text("Sign: in force at once")');
    await panel.waitForSelector('text=The password is wrong');
    await panel.fill('input[type=password]', stack.started.password);
    await panel.click('button:has-text("Sign: in force at once")');
    await panel.waitForSelector('[role=dialog] >> text=In force');
  });

  it('lets the held file go on by itself, to be approved and sent', async () => {
    // The page asks once a minute what is signed, and at once when a person comes back to it.
    await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
    await page.waitForSelector('tr[data-review=to-approve], tr[data-review=text-open]', { timeout: 120_000 });
    await page.click('button:has-text("Review 1 file")');
    await page.waitForSelector('text=Stays: signed mask template');
    for (const card of await page.locator('[data-testid=text-card] select').all()) await card.selectOption('machine-setting');
    await page.waitForSelector('[data-testid=review-standing]:has-text("Waits for your approval")');
    await page.locator('[role=dialog] h1').last().click();
    await page.keyboard.press('a');
    await page.waitForSelector('[data-testid=review-standing]:has-text("Approved")');
    await page.keyboard.press('Escape');
    await page.click('button:has-text("Send 1 file")');
    await page.waitForSelector('[data-testid=stored-line]:has-text("1 of 1 stored")');
    const { items } = await callRoute(await stack.started.as('data-manager'), routes.listAudit, { query: { type: 'image.approved' } });
    const [template] = (await callRoute(await stack.started.as('auditor'), routes.listTemplates)).items;
    expect(items[0]?.payload).toMatchObject({ template: { id: template?.templateId, version: 1 }, boxes: [{ reason: 'template', decision: 'kept' }] });
  });

  it('is withdrawn in one act; the same file is held again', async () => {
    await panel.fill('input[maxlength="300"]', 'the scanner was updated');
    await panel.click('button:has-text("Withdraw")');
    await panel.waitForSelector('[role=dialog] >> text=Withdrawn');
    await page.click('[role=dialog] button:has-text("Done")');
    await page.goto(`${stack.url}/cases`);
    await page.click('text=Register a patient');
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}/);
    await page.waitForSelector('[data-slot]');
    await dropFiles(page, [files.withoutRegion]);
    await page.waitForSelector('tr[data-review=held]', { timeout: 120_000 });
  });

  it('asked no other server for anything, and no page failed', () => {
    expect(stack.elsewhere).toEqual([]);
    expect(stack.faults).toEqual([]);
  });
});
