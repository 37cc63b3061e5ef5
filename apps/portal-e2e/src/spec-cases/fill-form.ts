import type { FormDefinitionView, ItemView } from '@echocohort/contracts';
import type { Page } from 'playwright-core';

/** An entry that the item's edit check passes. */
function entryFor(item: ItemView, date: string): string {
  if (item.type === 'date') return date;
  const { min, max } = item.range ?? { min: null, max: null };
  return String(Math.min(max ?? 3, Math.max(min ?? 3, 3)));
}

/** Answers every item of the open form by mouse and keyboard: first choice, or a value inside the range. */
export async function fillOpenForm(page: Page, form: FormDefinitionView, date: string, choose: Readonly<Record<string, number>> = {}): Promise<void> {
  for (const item of form.items) {
    const box = page.locator(`[data-item="${item.code}"]`);
    if (item.choices.length > 5) {
      await box.locator(`#item-${item.code}`).click();
      await page.locator('[role=option]').first().click();
    } else if (item.choices.length > 0 || item.type === 'boolean') {
      await box.locator(`[role=radiogroup] label`).nth(choose[item.code] ?? 0).click();
    } else {
      await box.locator(`#item-${item.code}`).fill(entryFor(item, date));
    }
  }
}
