import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { countedSlots, fillSlots, openCase } from '@echocohort/api/spec-cases/case-fixtures';
import { lockedSnapshot, workerBeside } from '@echocohort/api/spec-cases/locked-snapshot';
import { storedAnalysis } from '@echocohort/api/spec-cases/stored-analysis';
import { storedRun } from '@echocohort/api/spec-cases/stored-runs';
import type { SnapshotView } from '@echocohort/contracts';
import type { Page } from 'playwright-core';
import { portalStack, type PortalStack } from './spec-cases/portal-stack.ts';

jest.setTimeout(300_000);

const PICTURES = join(process.cwd(), 'test-results/screens');
let stack: PortalStack;
let closeWorker: () => Promise<void>;
let snapshot: SnapshotView;
let caseId: string;
let slot: string;
let analysisId: string | undefined;

beforeAll(async () => {
  stack = await portalStack();
  snapshot = await lockedSnapshot(stack.started, 'Analysed');
  const opened = await openCase(stack.started);
  [slot = ''] = await countedSlots(stack.started);
  await fillSlots(stack.started, opened, [slot]);
  caseId = opened.caseId;
  const worker = await workerBeside(stack.started);
  closeWorker = () => worker.close();
  mkdirSync(PICTURES, { recursive: true });
});
afterAll(async () => {
  await closeWorker();
  await stack.close();
});

/** Drags over the drawing, in shares of its size. */
async function drag(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const box = await page.locator('svg[role=application]').boundingBox();
  if (!box) throw new Error('no drawing');
  const at = ([x, y]: readonly [number, number]): [number, number] => [box.x + box.width * x, box.y + box.height * y];
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to));
  await page.mouse.up();
}

describe('an investigator outlines a lesion', () => {
  it('draws a box, goes back, draws again and saves', async () => {
    const page = await stack.open('investigator');
    await page.goto(`${stack.url}/cases/${caseId}/outlines?slot=${slot}`);
    await page.click('text=Rectangle');
    await drag(page, [0.4, 0.4], [0.6, 0.6]);
    await page.waitForSelector('text=not saved yet');
    await page.keyboard.press('Control+z');
    await drag(page, [0.35, 0.35], [0.55, 0.6]);
    await page.screenshot({ path: join(PICTURES, 'outline.png') });
    await page.keyboard.press('s');
    await page.waitForSelector(`text=Outline of ${slot} saved`);
    await page.waitForSelector('text=✓ drawn');
    await page.reload();
    await page.waitForSelector('svg[role=application] polygon');
    await page.close();
  });
});

describe('a statistician analyses a locked snapshot', () => {
  it.each(['en', 'zh'] as const)('with one click, and finds the ids behind a number (%s)', async (locale) => {
    const page = await stack.open('statistician', { locale });
    await page.goto(`${stack.url}/snapshots/${snapshot.id}/analysis`);
    await page.waitForSelector(locale === 'en' ? 'text=No finished training yet' : 'text=还没有完成的训练');
    if (locale === 'en') {
      await page.waitForSelector('text=No analysis yet');
      await page.click('button:has-text("Run the analyses")');
    }
    await page.waitForSelector('#table1 table', { timeout: 120_000 });
    await page.click('#flow table tbody tr:first-child button');
    await page.waitForSelector('[role=dialog] >> text=C01-0001-L1');
    await page.keyboard.press('Escape');
    await page.screenshot({ path: join(PICTURES, `${locale}-analysis.png`), fullPage: true });
    expect(await page.locator('#performance').innerText()).toMatch(locale === 'en' ? /Not available/ : /无此结果/);
    await page.close();
  });

  it.each([
    ['en', 'Type a patient, read the risk', 'Age, years', '95%', /must lie between 0 and 1/],
    ['zh', '输入一名患者，读取风险', '年龄, 岁', '95%', /输入值超出可能的范围/],
  ] as const)('types a patient into the nomogram without a mouse, and is told what nobody can have (%s)', async (locale, title, age, level, impossible) => {
    analysisId ??= await storedAnalysis(stack.started, snapshot);
    const page = await stack.open('statistician', { locale });
    await page.goto(`${stack.url}/snapshots/${snapshot.id}/analysis?analysis=${analysisId}`);
    const form = page.locator('#nomogram');
    await form.locator(`text=${title}`).waitFor();
    expect(await form.locator(`label:has-text("${age}")`).count()).toBe(1);
    const fields = form.locator('input:not([type=hidden])');
    await fields.first().focus();
    const count = await fields.count();
    for (let at = 0; at < count; at++) {
      const choice = (await fields.nth(at).getAttribute('aria-haspopup')) === 'listbox';
      if (choice) {
        await page.keyboard.press('ArrowDown');
        await page.locator('[role=option]:visible').first().waitFor();
        while ((await fields.nth(at).getAttribute('aria-activedescendant')) === null) await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await page.locator('[role=option]:visible').first().waitFor({ state: 'detached' });
      } else await page.keyboard.type(at === 0 ? '0.6' : '60');
      if (at < count - 1) await page.keyboard.press('Tab');
    }
    await form.locator(`text=/${level}: \\d+\\.\\d % – \\d+\\.\\d %/`).waitFor();
    expect(await form.locator('[aria-live] button').first().getAttribute('aria-label')).toMatch(/logistic.*n = \d+/);
    const risk = await form.locator('[aria-live]').innerText();
    await page.screenshot({ path: join(PICTURES, `${locale}-nomogram.png`) });
    await fields.first().focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('7');
    await form.locator('input[aria-invalid=true]').first().waitFor();
    expect(await form.innerText()).toMatch(impossible);
    expect(await form.innerText()).not.toContain(level);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('0.6');
    await form.locator(`text=${level}`).waitFor();
    expect(await form.locator('[aria-live]').innerText()).toBe(risk);
    await page.close();
  });

  it('finds those whom a cell, a rate and a row count, and nobody else; copies a table for Word and for Excel', async () => {
    analysisId ??= await storedAnalysis(stack.started, snapshot);
    const page = await stack.open('statistician', { locale: 'en' });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`${stack.url}/snapshots/${snapshot.id}/analysis?analysis=${analysisId}`);
    const listed = async (): Promise<string[]> => {
      const dialog = page.getByRole('dialog');
      await dialog.locator('section').waitFor();
      const codes = (await dialog.innerText()).match(/^C\d+-\d+-L\d+$/gm) ?? [];
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      return [...codes];
    };
    const whatIf = page.getByRole('region', { name: 'What if the cut-off were' });
    await whatIf.getByRole('slider').focus();
    for (let step = 0; step < 20; step++) await page.keyboard.press('ArrowRight');
    const cells = whatIf.locator('table tbody button');
    const seen: string[] = [];
    for (let at = 0; at < 4; at++) {
      const count = Number(await cells.nth(at).innerText());
      await cells.nth(at).click();
      const codes = await listed();
      expect(codes).toHaveLength(count);
      seen.push(...codes);
    }
    expect(new Set(seen).size).toBe(seen.length);
    const rate = whatIf.locator('[aria-live] button').first();
    const denominator = Number((await rate.innerText()).split('/').at(-1));
    expect(await rate.getAttribute('aria-label')).toMatch(/proportion · Hmisc::binconf\. n = \d+ \(lesions\)/);
    await rate.click();
    expect(await listed()).toHaveLength(denominator);
    const failure = page.locator('#failures tbody tr').first();
    await failure.locator('button').first().click();
    expect(await listed()).toEqual([await failure.locator('td').nth(2).innerText()]);
    await page.locator('#interval').getByRole('button', { name: 'Copy the table' }).click();
    await page.waitForSelector('text=Copied: paste it into Word or Excel');
    const copied = await page.evaluate(async () => Promise.all((await navigator.clipboard.read()).flatMap((item) => ['text/plain', 'text/html'].map(async (type) => (await item.getType(type)).text()))));
    expect([copied[0]?.split('\r\n')[0]?.split('\t').length, /<table[ >].*<th>Set<\/th>/s.test(copied[1] ?? '')]).toEqual([4, true]);
    await page.close();
  });

  it('is told which models do not go together, before anything is computed', async () => {
    await storedRun(stack.started, snapshot, 'LB');
    await storedRun(stack.started, snapshot, 'LBC');
    const page = await stack.open('statistician', { locale: 'en' });
    await page.goto(`${stack.url}/snapshots/${snapshot.id}/analysis`);
    const box = (model: string) => page.getByRole('checkbox', { name: `${model} ·` });
    await box('Model-LB').check();
    await box('Model-LBC').check();
    await page.waitForSelector('[role=alert] >> text=Two bundles hold a Model-LB');
    await box('Model-LBC').uncheck();
    await page.waitForSelector('[role=alert] >> text=Two bundles hold a Model-LB', { state: 'detached' });
    await page.close();
  });

  it('no page failed', () => expect(stack.faults).toEqual([]));
});
