import { acceptedCase } from '@echocohort/api/spec-cases/accepted-cases';
import type { Page } from 'playwright-core';
import { portalStack, type PortalStack } from './spec-cases/portal-stack.ts';

jest.setTimeout(300_000);

let stack: PortalStack;
let page: Page;

beforeAll(async () => {
  stack = await portalStack();
  for (const [centre, type] of [['C01', 'hepatocellular-carcinoma'], ['C01', 'haemangioma'], ['C02', 'metastasis'], ['C02', 'haemangioma'], ['C03', 'hepatocellular-carcinoma'], ['C12', 'haemangioma'], ['C12', 'hepatocellular-carcinoma']] as const) await acceptedCase(stack.started, centre, type);
  page = await stack.open('statistician');
});
afterAll(() => stack.close());

describe('a statistician makes a cohort that can be proved', () => {
  it('defines it and sees whom the definition leaves', async () => {
    await page.click('text=Define a cohort');
    await page.fill('[role=dialog] input', 'Browser cohort');
    await page.click('[role=dialog] button[type=submit]');
    await page.waitForURL(/\/cohorts\/[0-9a-f-]{36}/);
    await page.waitForSelector('h1:has-text("7 lesions · 7 patients")');
    await page.waitForSelector('main svg text:has-text("Screened")');
    await page.waitForSelector('text=Not yet: split first');
    await expect(page.locator('button:has-text("Lock and sign")').isDisabled()).resolves.toBe(true);
  });

  it('splits by the seed that was committed before', async () => {
    await page.fill('input[aria-label="Seed"]', '20261123');
    await page.click('button:has-text("Split")');
    await page.waitForSelector('text=Training: 4 lesions');
    await page.waitForSelector('text=External validation: 2 lesions');
  });

  it('locks with a signature: a wrong password signs nothing', async () => {
    await page.click('button:has-text("Lock and sign")');
    await page.fill('input[type=password]', 'not my password');
    await page.click('[role=dialog] button[type=submit]');
    await page.waitForSelector('text=nothing was signed');
    await page.fill('input[type=password]', stack.started.password);
    await page.click('[role=dialog] button[type=submit]');
    await page.waitForURL(/\/snapshots\/[0-9a-f-]{36}/, { timeout: 60_000 });
  });

  it('shows the root, the signature, and that external outcomes are sealed', async () => {
    await page.waitForSelector('text=Root fingerprint');
    const text = await page.locator('main').innerText();
    expect(text).toMatch(/([0-9a-f]{8} ){7}[0-9a-f]{8}/);
    expect(text).toContain('I confirm definition, split and data');
    expect(text).toContain('Sealed');
  });

  it('no page failed', () => expect(stack.faults).toEqual([]));
});
