import { completeCase, type OpenedCase } from '@echocohort/api/spec-cases/case-fixtures';
import type { Page } from 'playwright-core';
import { portalStack, type PortalStack } from './spec-cases/portal-stack.ts';

jest.setTimeout(240_000);

let stack: PortalStack;
let panel: Page;
let first: OpenedCase;
let second: OpenedCase;

beforeAll(async () => {
  stack = await portalStack();
  first = await completeCase(stack.started, 'C01');
  second = await completeCase(stack.started, 'C02');
  panel = await stack.open('auditor');
});
afterAll(() => stack.close());

describe('the panel works through its queue by keys', () => {
  it('sees the cases that wait, and nothing of pathology or eligibility', async () => {
    await panel.waitForSelector('h1:has-text("2 cases wait")');
    await panel.click('text=Start');
    await panel.waitForSelector('[data-slot=L1]');
    const text = await panel.locator('body').innerText();
    expect(text).toContain(first.code);
    for (const word of ['athology', 'alignant', 'ligib', 'INC-']) expect(text).not.toContain(word);
  });

  it('marks a reason on a view, takes it back, marks another, and Enter raises it', async () => {
    await panel.keyboard.press('ArrowRight');
    await panel.keyboard.press('1');
    await panel.waitForSelector('button:has-text("Raise 1 query")');
    await panel.keyboard.press('u');
    await panel.waitForSelector('button:has-text("Accept")');
    await panel.keyboard.press('4');
    await panel.keyboard.press('t');
    await panel.keyboard.type('too dark');
    await panel.keyboard.press('Escape');
    await panel.keyboard.press('Enter');
    await panel.waitForURL((url) => url.pathname.endsWith(second.caseId));
  });

  it('accepts the next with Enter and is back at the queue', async () => {
    await panel.waitForSelector(`text=${second.code}`);
    await panel.keyboard.press('Enter');
    await panel.waitForURL((url) => url.pathname === '/panel');
    await panel.waitForSelector('text=1 accepted · 1 queried');
  });

  it('the coordinator answers, the panel closes and accepts', async () => {
    const coordinator = await stack.open('coordinator', { centre: 'C01' });
    await coordinator.click(`text=${first.code}`);
    await coordinator.waitForSelector('text=too dark');
    await coordinator.fill('textarea', 'No better window was to be had.');
    await coordinator.click('button:has-text("Answer")');
    await coordinator.waitForSelector('text=Complete, with panel');
    await panel.goto(`${stack.url}/panel/${first.caseId}`);
    await panel.waitForSelector('text=No better window');
    await panel.waitForSelector('text=Close the queries of this case');
    await panel.click('button:has-text("Close the query")');
    await panel.waitForSelector('button:has-text("Accept")');
    await panel.click('button:has-text("Accept")');
    await panel.waitForURL((url) => url.pathname === '/panel');
    await panel.waitForSelector('text=2 accepted · 0 queried');
  });

  it('no page failed', () => expect(stack.faults).toEqual([]));
});
