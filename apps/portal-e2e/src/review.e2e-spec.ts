import { callRoute, routes } from '@echocohort/contracts';
import type { Page } from 'playwright-core';
import { prepared } from './spec-cases/approve-files.ts';
import { dropFiles } from './spec-cases/drop-files.ts';
import { portalStack, type PortalStack } from './spec-cases/portal-stack.ts';
import { textedFiles, type TextedFiles } from './spec-cases/texted-files.ts';

jest.setTimeout(240_000);

let stack: PortalStack;
let page: Page;
let files: TextedFiles;
const sent: string[] = [];
const row = (name: string) => page.locator(`tr:has(td[title="${name}"])`);

beforeAll(async () => {
  stack = await portalStack();
  page = await stack.open('coordinator');
  files = await textedFiles(await callRoute(await stack.started.as('coordinator'), routes.study), 'review journey');
});
afterAll(() => stack.close());

describe('a person looks before anything leaves', () => {
  it('reads, cleans and searches; nothing can be sent before it was approved', async () => {
    await page.route('**/v1/cases/*/images', async (route) => {
      sent.push(route.request().postDataBuffer()?.toString('latin1') ?? '');
      await route.continue();
    });
    await page.goto(`${stack.url}/cases`);
    await page.click('text=Register a patient');
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}/);
    await page.waitForSelector('[data-slot]');
    await dropFiles(page, [files.withText, ...files.plain]);
    await page.click('text=Make a key and download it');
    await prepared(page, 3);
    await expect(row(files.withText.name).getAttribute('data-review')).resolves.toBe('text-open');
    await expect(page.locator('tr[data-review=to-approve]').count()).resolves.toBe(2);
    await expect(page.locator('button:has-text("Nothing can be sent yet")').isDisabled()).resolves.toBe(true);
    await page.waitForSelector('text=This study sends no picture before a person has approved it');
  });

  it('shows the text inside the picture, and offers no way to keep the patient\'s own name', async () => {
    await row(files.withText.name).locator('button:has-text("Review")').click();
    await page.waitForSelector('[role=dialog] canvas');
    const cards = page.locator('[data-testid=text-card]');
    await expect(cards.count()).resolves.toBe(2);
    const own = cards.filter({ hasText: 'own name' });
    await expect(own.count()).resolves.toBe(1);
    await expect(own.locator('select').count()).resolves.toBe(0);
    await page.keyboard.press('a');
    await expect(page.locator('[data-testid=review-standing]').innerText()).resolves.toContain('Decide on the 2 texts');
    await own.locator('button:has-text("Blank this box")').click();
    await cards.filter({ hasNotText: 'own name' }).locator('select').selectOption('machine-setting');
    await page.waitForSelector('[data-testid=review-standing]:has-text("Waits for your approval")');
  });

  it('draws one more box by keys, takes it back, draws it again, and lists the tags before and after', async () => {
    for (const key of ['b', 'ArrowDown', 'ArrowDown', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key);
    await page.waitForSelector('text=Box 1');
    await page.keyboard.press('u');
    await page.waitForSelector('text=Box 1', { state: 'detached' });
    for (const key of ['b', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.waitForSelector('[data-testid=review-standing]:has-text("Waits for your approval")');
    await page.keyboard.press('2');
    await page.fill('input[aria-label="Find a tag"]', 'PatientName');
    await page.waitForSelector(`td:has-text("${files.name}")`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('1');
  });

  it('approves one by itself and the others of its layout on one sheet, then sends', async () => {
    // What is not on the screen yet cannot be approved.
    const seen = () => page.waitForSelector('footer button:has-text("Approve"):not([disabled])');
    const first = await page.locator('nav[aria-label="Files of this intake"] [aria-current=true]').innerText();
    await seen();
    await page.keyboard.press('a');
    await page.waitForFunction((text) => document.querySelector<HTMLElement>('nav[aria-label="Files of this intake"] [aria-current=true]')?.innerText !== text, first);
    await page.waitForSelector('[data-testid=review-standing]:has-text("Waits for your approval")');
    await seen();
    await page.keyboard.press('Shift+A');
    await page.waitForSelector('button:has-text("Approve 2 of this layout"):not([disabled])');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-testid=review-standing]:has-text("Approved")');
    await page.keyboard.press('Escape');
    await page.click('button:has-text("Send 3 files")');
    await page.waitForSelector('[data-testid=stored-line]:has-text("3 of 3 stored")');
    expect(sent).toHaveLength(3);
    expect(sent.filter((body) => body.includes(files.name) || !body.includes('name="approval"'))).toEqual([]);
  });

  it('puts on record who approved what, on which digests, with every box', async () => {
    const { items } = await callRoute(await stack.started.as('data-manager'), routes.listAudit, { query: { type: 'image.approved' } });
    expect(items).toHaveLength(3);
    expect(items.every(({ actor }) => actor === 'Demo Coordinator')).toBe(true);
    const [one] = items.filter(({ payload }) => payload['how'] === 'one');
    expect(items.filter(({ payload }) => payload['how'] === 'batch')).toHaveLength(2);
    expect(one?.payload['boxes']).toMatchObject([
      { reason: 'outside', decision: 'kept' }, { reason: 'text', decision: 'blanked' }, { reason: 'text', decision: 'harmless', because: 'machine-setting' }, { reason: 'person', decision: 'blanked' },
    ]);
    expect(JSON.stringify(items)).not.toContain(files.name);
    const manager = await stack.open('data-manager');
    await manager.goto(`${stack.url}/audit?type=image.approved`);
    await manager.waitForSelector('text=Picture approved before it was sent');
  });

  it('asked no other server for anything, and no page failed', () => {
    expect(stack.elsewhere).toEqual([]);
    expect(stack.faults).toEqual([]);
  });
});
