import { acceptedCase } from '@echocohort/api/spec-cases/accepted-cases';
import type { OpenedCase } from '@echocohort/api/spec-cases/case-fixtures';
import { callRoute, routes } from '@echocohort/contracts';
import type { Page } from 'playwright-core';
import { choose } from './spec-cases/choose.ts';
import { portalStack, type PortalStack } from './spec-cases/portal-stack.ts';

jest.setTimeout(300_000);

let stack: PortalStack;
let page: Page;
let cohortId: string;
const cases: OpenedCase[] = [];

const api = () => stack.started.as('statistician');

beforeAll(async () => {
  stack = await portalStack();
  for (const [centre, type] of [['C01', 'hepatocellular-carcinoma'], ['C01', 'haemangioma'], ['C02', 'metastasis'], ['C02', 'haemangioma'], ['C03', 'hepatocellular-carcinoma'], ['C12', 'haemangioma'], ['C12', 'hepatocellular-carcinoma']] as const) cases.push(await acceptedCase(stack.started, centre, type));
  page = await stack.open('statistician');
});
afterAll(() => stack.close());

describe('a statistician makes a cohort that can be proved', () => {
  it('defines it and sees whom the definition leaves', async () => {
    await page.click('text=Define a cohort');
    await page.fill('[role=dialog] input', 'Browser cohort');
    await page.click('[role=dialog] button[type=submit]');
    await page.waitForURL(/\/cohorts\/[0-9a-f-]{36}/);
    cohortId = /[0-9a-f-]{36}/.exec(page.url())?.[0] ?? '';
    await page.waitForSelector('h1:has-text("7 lesions · 7 patients")');
    await page.waitForSelector('main svg text:has-text("Screened")');
    await page.waitForSelector('text=Not yet: split first');
    await expect(page.locator('button:has-text("Lock and sign")').isDisabled()).resolves.toBe(true);
  });

  it('opens the cases behind a number of the flow chart, by the keyboard alone', async () => {
    await page.locator('main svg [data-box=included][role=button]').focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('[role=dialog] li');
    expect((await page.locator('[role=dialog] li').allInnerTexts()).sort()).toEqual(cases.map(({ code }) => code).sort());
    expect(page.url()).toContain('box=included');
    await page.keyboard.press('Escape');
    await page.waitForSelector('[role=dialog]', { state: 'detached' });
  });

  it('counts a condition while it is written, and keeps it only when it is applied', async () => {
    await page.click('text=Add a condition');
    await choose(page, 'Item', 'Centre');
    await choose(page, 'Relation', '≠');
    await choose(page, 'Value', 'C03');
    await page.waitForSelector('h1:has-text("6 lesions · 6 patients")');
    await page.waitForSelector('h2:has-text("as written, not stored")');
    expect((await callRoute(await api(), routes.cohortVersions, { params: { cohortId } })).items).toHaveLength(1);
    await page.click('text=Apply the definition');
    await page.waitForSelector('text=Version 2');
  });

  it('compares the two versions: the sentence and the lesion that it costs', async () => {
    await page.click('text=Whole comparison');
    await page.waitForURL(/\/cohorts\/compare\?from=/);
    await page.waitForSelector('[data-testid=definition-diff]');
    expect(await page.locator('[data-testid=definition-diff] tbody').innerText()).toMatch(/Added[\s\S]*C03/);
    await page.click('button:has-text("1 lesion lost")');
    await page.waitForSelector('[role=dialog] li');
    expect(await page.locator('[role=dialog] li').allInnerTexts()).toEqual(cases.filter(({ centre }) => centre === 'C03').map(({ code }) => code));
    await page.keyboard.press('Escape');
    await page.click('[aria-label="Swap the two"]');
    await page.waitForSelector('button:has-text("1 lesion gained")');
  });

  it('splits by the seed that was committed before', async () => {
    await page.goto(`${stack.url}/cohorts/${cohortId}`);
    await page.fill('input[aria-label="Seed"]', '20261123');
    await page.click('button:has-text("Split")');
    await page.waitForSelector('text=Training: 3 lesions');
    await page.waitForSelector('text=External validation: 2 lesions');
  });

  it('has Table 1 in Chinese, by set, with what is missing beside it and no outcome', async () => {
    await page.context().addCookies([{ name: 'locale', value: 'zh', url: stack.url }]);
    await page.goto(`${stack.url}/cohorts/${cohortId}?table1=open`);
    const text = await page.locator('[data-testid=table-1]').innerText();
    for (const word of ['训练集', '内部验证集', '外部验证集', '缺失', '年龄']) expect(text).toContain(word);
    expect(text).not.toMatch(/恶性|良性|haemangioma/);
    await page.context().addCookies([{ name: 'locale', value: 'en', url: stack.url }]);
    await page.goto(`${stack.url}/cohorts/${cohortId}`);
  });

  it('locks with a signature: a wrong password signs nothing', async () => {
    await page.click('button:has-text("Lock and sign"):not([disabled])');
    await page.waitForSelector('[role=dialog] >> text=6 lesions of 6 patients');
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
