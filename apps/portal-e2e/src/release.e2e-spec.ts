import { asOwner } from '@echocohort/api/spec-cases/case-fixtures';
import { giveShare, passphraseOf, registeredModel } from '@echocohort/api/spec-cases/key-holders';
import { lockedSnapshot, workerBeside } from '@echocohort/api/spec-cases/locked-snapshot';
import { callRoute, routes, type SnapshotView } from '@echocohort/contracts';
import type { Page } from 'playwright-core';
import { digestOfSaved, pickOwnFile } from './spec-cases/opfs-picker.ts';
import { portalStack, type PortalStack } from './spec-cases/portal-stack.ts';

jest.setTimeout(300_000);

const AGREEMENT = 'Data use agreement 2026-04, version 2';
let stack: PortalStack;
let snapshot: SnapshotView;
let page: Page;
let closeWorker: () => Promise<void>;

beforeAll(async () => {
  stack = await portalStack();
  snapshot = await lockedSnapshot(stack.started, 'Browser release');
  const worker = await workerBeside(stack.started);
  closeWorker = () => worker.close();
  page = await stack.open('statistician');
  await pickOwnFile(page);
  await page.goto(`${stack.url}/snapshots/${snapshot.id}`);
});
afterAll(async () => {
  await closeWorker();
  await stack.close();
});

/** What a program with this token is answered, at the address that people know. */
const statusFor = async (token: string): Promise<number> => (await fetch(`${stack.url}/v1/snapshots/${snapshot.id}/manifest`, { headers: { authorization: `Bearer ${token}` } })).status;

describe('an export', () => {
  it('is made by a job under a named agreement', async () => {
    await page.click('button:has-text("Make an export")');
    await page.fill('[role=dialog] input', AGREEMENT);
    await page.click('[role=dialog] button:has-text("Make the export")');
    await page.waitForSelector('[data-export=finished]', { timeout: 60_000 });
  });

  it('is not given before the agreement was read and confirmed', async () => {
    await page.click('[data-export=finished] button:has-text("Download")');
    const shown = await page.locator('[data-testid=agreement]').innerText();
    for (const part of ['Data use agreement, version 1', 'The data serve the purpose', AGREEMENT]) expect(shown).toContain(part);
    await expect(page.locator('[role=dialog] button:has-text("Download")').isDisabled()).resolves.toBe(true);
    await expect(page.locator('[role=dialog] a[download]').count()).resolves.toBe(0);
    await page.check('[role=dialog] input[type=checkbox]');
    await page.waitForSelector('[role=dialog] a[download]');
  });

  it('goes on where a broken connection left it, and is whole by its digest', async () => {
    const [made] = (await callRoute(await stack.started.as('statistician'), routes.listExports, { params: { snapshotId: snapshot.id } })).items;
    if (!made?.sizeBytes) throw new Error('no export was made');
    const half = Math.floor(made.sizeBytes / 2);
    const ranges: (string | undefined)[] = [];
    await page.route('**/v1/exports/*/file', async (route) => {
      ranges.push(route.request().headers()['range']);
      if (ranges.length > 1) return route.continue();
      const whole = await route.fetch();
      return route.fulfill({ status: 206, headers: { 'content-range': `bytes 0-${half - 1}/${made.sizeBytes}` }, body: (await whole.body()).subarray(0, half) });
    });
    await page.click('button:has-text("Save with progress")');
    await page.click('[role=dialog] button:has-text("Go on")');
    await page.waitForSelector('text=its SHA-256 is that of the export');
    expect(ranges).toEqual([undefined, `bytes=${half}-`]);
    await expect(digestOfSaved(page, `${snapshot.root.slice(0, 12)}.zip`)).resolves.toBe(made.sha256);
    await page.unroute('**/v1/exports/*/file');
  });

  it('stands in the ledger: who took it, under which agreement', async () => {
    await page.keyboard.press('Escape');
    await page.waitForSelector('[data-testid=ledger] td:has-text("Demo Statistician")');
    expect(await page.locator('[data-testid=ledger] tbody').innerText()).toMatch(/Data use agreement, version 1[\s\S]*Data use agreement 2026-04, version 2/);
  });
});

describe('a release to a named person', () => {
  let reader: Page;
  let token: string;
  const row = () => page.locator('section', { has: page.locator('h2:has-text("Released to")') });

  it('has a person, an agreement and an end', async () => {
    await page.click('button:has-text("Release to a person")');
    await page.locator('[role=dialog] input:visible').nth(0).click();
    await page.locator('[role=option]:visible', { hasText: 'Demo Reader' }).click();
    await page.locator('[role=dialog] input:visible').nth(1).fill(AGREEMENT);
    await page.locator('[role=dialog] input:visible').nth(2).fill('30');
    await page.click('[role=dialog] button[type=submit]');
    await row().locator('text=Active').waitFor();
    expect(await row().innerText()).toMatch(/Demo Reader[\s\S]*version 2[\s\S]*until/);
  });

  it('lets that person take it under the agreement and make a token that a program can use', async () => {
    reader = await stack.open('reader');
    await reader.goto(`${stack.url}/released`);
    await reader.click('button:has-text("Download")');
    expect(await reader.locator('[data-testid=agreement]').innerText()).toContain(AGREEMENT);
    await reader.keyboard.press('Escape');
    await reader.fill('input[maxlength="80"]', 'my script');
    await reader.click('button:has-text("Make a token")');
    token = (await reader.locator('[data-testid=token]').innerText()).trim();
    await expect(statusFor(token)).resolves.toBe(200);
    await reader.reload();
    await reader.waitForSelector('text=last used');
    await expect(reader.locator(`text=${token}`).count()).resolves.toBe(0);
  });

  it('ends a token at its time, and says so', async () => {
    await asOwner(stack.started, "UPDATE session SET created_at = now() - interval '3 days', expires_at = now() - interval '1 minute' WHERE name = 'my script'");
    await expect(statusFor(token)).resolves.toBe(401);
    await reader.reload();
    await reader.waitForSelector('text=Expired');
    await reader.fill('input[maxlength="80"]', 'second script');
    await reader.click('button:has-text("Make a token")');
    token = (await reader.locator('[data-testid=token]').innerText()).trim();
    await expect(statusFor(token)).resolves.toBe(200);
  });

  it('is withdrawn in one act with a reason: person and program get nothing more', async () => {
    await row().locator('button:has-text("Withdraw")').click();
    const act = page.locator('[role=dialog] button[type=submit]');
    await expect(act.isDisabled()).resolves.toBe(true);
    await page.locator('[role=dialog] input:visible').fill('the agreement ended');
    await act.click();
    await row().locator('text=the agreement ended').waitFor();
    await expect(statusFor(token)).resolves.toBe(401);
    await reader.reload();
    await reader.waitForSelector('text=No snapshot is released to you');
    await reader.close();
  });
});

describe('outcomes of external centres', () => {
  it('open with the share that the second holder gives in the browser, after a model was registered', async () => {
    const runId = await registeredModel(stack.started, snapshot);
    await giveShare(stack.started, 'data-manager', snapshot.id, runId);
    const holder = await stack.open('administrator');
    await holder.goto(`${stack.url}/sealing`);
    await holder.locator('input[type=password]').nth(0).fill(stack.started.password);
    await holder.locator('input[type=password]').nth(1).fill(passphraseOf('administrator'));
    await holder.click('button:has-text("Give my share")');
    await holder.getByText('Opened', { exact: true }).waitFor();
    await holder.close();
    await page.reload();
    const proof = page.locator('[data-testid=model-first]');
    await proof.locator('text=Outcomes opened').waitFor();
    expect(await proof.innerText()).toMatch(/Locked and sealed[\s\S]*Model registered[\s\S]*gave the share[\s\S]*gave the share[\s\S]*Outcomes opened/);
    await page.waitForSelector('text=Model first, data second. The signed proof');
    await expect(page.locator(`a[href="/runs/${runId}"]`).count()).resolves.toBeGreaterThan(0);
  });
});

describe('a patient who withdraws after the lock', () => {
  let gone: string;

  it('is told to the coordinator with the snapshot and the model that hold their data', async () => {
    const coordinator = await stack.open('coordinator', { centre: 'C01' });
    const { items } = await callRoute(await stack.started.as('coordinator', 'C01'), routes.listCases, { query: {} });
    const first = items[0];
    if (!first) throw new Error('no case');
    gone = first.code;
    await coordinator.goto(`${stack.url}/cases/${first.caseId}`);
    await coordinator.click('button:has-text("Withdraw the patient")');
    await coordinator.fill('[role=dialog] input', 'consent withdrawn');
    await coordinator.click('[role=dialog] button[type=submit]');
    await coordinator.waitForSelector('[role=dialog] >> text=Browser release');
    await coordinator.waitForSelector('[role=dialog] >> text=In the model');
    await coordinator.keyboard.press('Escape');
    await coordinator.locator('main').getByText('Withdrawn', { exact: true }).first().waitFor();
    await coordinator.close();
  });

  it('gets a successor in one act, which names what it left out', async () => {
    await page.reload();
    await page.waitForSelector('[data-testid=withdrawn-note] >> text=1 patient withdrew');
    await page.click('[data-testid=withdrawn-note] button:has-text("Make a successor")');
    await page.waitForSelector(`[role=dialog] >> text=${gone}`);
    await page.fill('[role=dialog] input[type=password]', stack.started.password);
    await page.click('[role=dialog] button[type=submit]');
    await page.waitForURL((url) => url.pathname.startsWith('/snapshots/') && !url.pathname.endsWith(snapshot.id), { timeout: 60_000 });
    await page.click('text=what differs');
    await page.waitForURL(/\/snapshots\/compare/);
    await page.waitForSelector('[data-testid=file-counts]');
    expect(await page.locator('main').innerText()).toContain(gone);
    await page.goto(`${stack.url}/snapshots/${snapshot.id}`);
    await page.waitForSelector('[data-testid=withdrawn-note] >> text=Succeeded by');
  });

  it('no page failed and nothing was loaded from elsewhere', () => expect([stack.faults, stack.elsewhere]).toEqual([[], []]));
});
