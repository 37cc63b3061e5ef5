import type { Page } from 'playwright-core';

/** Opens a list by its name and takes the first entry with these words. */
export async function choose(page: Page, list: string, words: string): Promise<void> {
  await page.locator(`input[aria-label="${list}"]`).first().click();
  await page.locator('[role=option]:visible', { hasText: words }).first().click();
}
