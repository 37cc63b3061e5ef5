import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { callRoute, routes } from '@echocohort/contracts';
import { completeCase } from '@echocohort/api/spec-cases/case-fixtures';
import type { Page } from 'playwright-core';
import { portalStack, type PortalStack, type Role } from './spec-cases/portal-stack.ts';

jest.setTimeout(300_000);

const PICTURES = join(process.cwd(), 'test-results/screens');
let stack: PortalStack;
let caseId: string;
let cohortId: string;

beforeAll(async () => {
  stack = await portalStack();
  caseId = (await completeCase(stack.started)).caseId;
  const statistician = await stack.started.as('statistician');
  cohortId = (await callRoute(statistician, routes.createCohort, { body: { name: 'C', definition: { centres: null, criteria: [], trainingParts: 4, internalParts: 1 } } })).id;
  if (!existsSync(PICTURES)) mkdirSync(PICTURES, { recursive: true });
});
afterAll(() => stack.close());

const PAGES: readonly (readonly [Role, () => readonly string[]])[] = [
  ['coordinator', () => ['/home', '/cases', `/cases/${caseId}`, `/cases/${caseId}?tab=eligibility`, `/cases/${caseId}?slot=L1`, '/upload', '/queries', '/tokens', '/study', '/templates']],
  ['pathologist', () => [`/cases/${caseId}?tab=pathology`]],
  ['auditor', () => ['/panel', `/panel/${caseId}`, '/templates']],
  ['statistician', () => ['/cohorts', `/cohorts/${cohortId}`, '/cohorts/compare', '/snapshots', '/snapshots/compare', '/audit', '/runs', '/runs/new', '/queue', '/cross-validations']],
  ['administrator', () => ['/people', '/sealing']],
];

/** Texts that are cut or stick out sideways, told by their first words; boxes that scroll or cut on purpose do not count. */
const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.documentElement;
    const found = root.scrollWidth > root.clientWidth ? ['the page scrolls sideways'] : [];
    for (const element of document.querySelectorAll('main *, [role=dialog] *, nav *, header *')) {
      const box = element.getBoundingClientRect();
      const hidden = getComputedStyle(element).clipPath !== 'none' || box.width <= 1;
      const scroller = element.closest('[role=table], [style*="overflow"]');
      if (!hidden && !scroller && box.right > root.clientWidth + 1) found.push((element.textContent ?? element.tagName).slice(0, 40));
    }
    return found;
  });

describe.each(['zh', 'en'] as const)('every screen in %s at 1366 × 768', (locale) => {
  it.each(PAGES.map(([role, addresses]) => [role, addresses] as const))('%s', async (role, addresses) => {
    const page = await stack.open(role, { locale });
    for (const address of addresses()) {
      await page.goto(`${stack.url}${address}`);
      await page.waitForLoadState('networkidle');
      const text = await page.locator('body').innerText();
      // A sentence that was forgotten shows itself: Chinese pages have Chinese headings, English pages no Chinese but the switch.
      if (locale === 'zh') expect(text).toMatch(/\p{Script=Han}{2}/u);
      else expect(text.replaceAll('中文', '')).not.toMatch(/\p{Script=Han}/u);
      expect({ address, sticksOut: await sticksOut(page) }).toEqual({ address, sticksOut: [] });
      await page.screenshot({ path: join(PICTURES, `${locale}-${role}${address.replace(/[0-9a-f-]{36}/, 'x').replaceAll(/[^a-z]+/gi, '-')}.png`) });
    }
    await page.close();
  });

  it('no page failed', () => expect(stack.faults).toEqual([]));
});
