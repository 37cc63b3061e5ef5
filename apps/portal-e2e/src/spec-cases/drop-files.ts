import type { Page } from 'playwright-core';
import type { ScannerFile } from './scanner-files.ts';

/** Drops files onto the page, as a hand with a mouse would. */
export async function dropFiles(page: Page, files: readonly ScannerFile[]): Promise<void> {
  const given = files.map(({ name, bytes }) => ({ name: name.split('/').at(-1) ?? name, base64: bytes.toString('base64') }));
  await page.evaluate((dropped) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of dropped) transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
    for (const kind of ['dragover', 'drop']) globalThis.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, given);
}
