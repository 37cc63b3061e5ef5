import type { Page } from 'playwright-core';

const PATIENCE_MS = 120_000;

/** Waits until every file of the intake was read, cleaned and searched. */
export async function prepared(page: Page, files: number): Promise<void> {
  await page.waitForFunction((n) => document.querySelectorAll('tr[data-review]').length >= n && document.querySelectorAll('tr[data-review=reading]').length === 0, files, { timeout: PATIENCE_MS });
}

/** Opens the review and approves what waits, one picture after the other, by keys alone. */
export async function approveByKeys(page: Page): Promise<void> {
  await page.click('button:has-text("Review ")');
  const standing = page.locator('[data-testid=review-standing]');
  await standing.waitFor();
  for (let left = await page.locator('nav[aria-label="Files of this intake"] button').count(); left > 0; left--) {
    const waits = (await standing.innerText()).startsWith('Waits');
    // What is not on the screen yet cannot be approved.
    if (waits) await page.waitForSelector('footer button:has-text("Approve"):not([disabled])');
    await page.keyboard.press(waits ? 'a' : 'ArrowRight');
    await page.waitForTimeout(50);
  }
  await page.keyboard.press('Escape');
  await standing.waitFor({ state: 'detached' });
}
