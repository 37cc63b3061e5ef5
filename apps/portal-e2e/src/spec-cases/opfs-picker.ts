import type { Page } from 'playwright-core';

/** Answers "where shall it be saved?" with a file of the page's own storage, as no hand is there to choose one. */
export async function pickOwnFile(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(globalThis, { showSaveFilePicker: async ({ suggestedName }: { readonly suggestedName: string }) => (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }) });
  });
}

/** SHA-256 of a file of the page's own storage. */
export const digestOfSaved = (page: Page, name: string): Promise<string> =>
  page.evaluate(async (saved) => {
    const file = await (await (await navigator.storage.getDirectory()).getFileHandle(saved)).getFile();
    return [...new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }, name);
