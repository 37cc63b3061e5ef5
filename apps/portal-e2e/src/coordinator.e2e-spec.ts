import { callRoute, routes } from '@echocohort/contracts';
import { asOwner } from '@echocohort/api/spec-cases/case-fixtures';
import type { Page } from 'playwright-core';
import { approveByKeys, prepared } from './spec-cases/approve-files.ts';
import { dropFiles } from './spec-cases/drop-files.ts';
import { fillOpenForm } from './spec-cases/fill-form.ts';
import { portalStack, signIn, type PortalStack } from './spec-cases/portal-stack.ts';
import { scannerExam } from './spec-cases/scanner-files.ts';

jest.setTimeout(240_000);

let stack: PortalStack;
let page: Page;
const caseId = (): string => /\/cases\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';

beforeAll(async () => {
  stack = await portalStack();
  page = await stack.open('coordinator');
});
afterAll(() => stack.close());

const study = async () => callRoute(await stack.started.as('coordinator'), routes.study);

describe('a coordinator takes a patient in', () => {
  it('registers the patient and stands on an empty board that says what is missing', async () => {
    await page.goto(`${stack.url}/cases`);
    await page.click('text=Register a patient');
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}/);
    await page.waitForSelector('text=Why it is not complete');
    const slots = (await study()).slots;
    await expect(page.locator('[data-slot]').count()).resolves.toBe(slots.length);
    await expect(page.locator('h1').innerText()).resolves.toContain(`0 of ${slots.filter((slot) => slot.counted).length} images`);
  });

  it('drops the scanner\'s files and sends them; nothing that names the patient leaves the browser', async () => {
    const exam = await scannerExam(await study(), 'browser journey');
    const sent: Buffer[] = [];
    await page.route('**/v1/cases/*/images', async (route) => {
      const body = route.request().postDataBuffer();
      if (body) sent.push(body);
      await route.continue();
    });
    await dropFiles(page, [...exam.files, { name: 'letter.dcm', bytes: Buffer.from('no picture') }]);
    await page.click('text=Make a key and download it');
    await prepared(page, 12);
    await expect(page.locator('[role=dialog]').innerText()).resolves.toContain('Not a DICOM file');
    await approveByKeys(page);
    await page.click('text=Send 11 files');
    await page.waitForSelector('[data-testid=stored-line]:has-text("11 of 12 stored")', { timeout: 90_000 });
    expect(sent).toHaveLength(exam.files.length);
    const patient = [...exam.identity, exam.scanDate.replaceAll('-', '')];
    // The check can fail: the scanner's own files hold every one of these.
    for (const text of patient) expect(exam.files.every((file) => file.bytes.includes(text) || file.name.includes(text))).toBe(true);
    for (const body of sent) {
      expect(patient.filter((text) => body.includes(text))).toEqual([]);
      expect(/filename="([^"]*)"/.exec(body.toString('latin1'))?.[1]).toBe('image.dcm');
    }
    await page.unroute('**/v1/cases/*/images');
    await page.click('[role=dialog] button:has-text("Done")');
    await page.waitForSelector('h1:has-text("11 of 11 images")');
  });

  it('replaces an image with a reason; the old one stays in sight', async () => {
    const { again } = await scannerExam(await study(), 'browser journey');
    await page.click('[data-slot=L1]');
    await page.click('button:has-text("Replace the image")');
    await page.setInputFiles('input[type=file][aria-label=Files]', { name: again.name, mimeType: 'application/dicom', buffer: again.bytes });
    await page.waitForSelector('text=L1 has an image: the old one stays');
    await page.fill('input[aria-label="Why it replaces the one there"]', 'clearer window');
    await approveByKeys(page);
    await page.click('button:has-text("Send 1 file")');
    await page.waitForSelector('[data-testid=stored-line]:has-text("1 of 1 stored")');
    await page.click('[role=dialog] button:has-text("Done")');
    await page.waitForSelector('text=Replaced images (kept)');
    await page.waitForSelector('dd:has-text("clearer window")');
    await page.goto(`${stack.url}/cases/${caseId()}`);
    await page.waitForSelector('h1:has-text("11 of 11 images")');
  });

  it('is told of a value out of range before anything is sent, and fills the forms', async () => {
    const { forms } = await study();
    const [clinical, ultrasound] = forms;
    if (!clinical || !ultrasound) throw new Error('the study has two forms');
    await page.fill('#item-age', '940');
    await page.waitForSelector('[data-item=age] >> text=Allowed');
    await expect(page.locator('button:has-text("Save 1 change")').isDisabled()).resolves.toBe(true);
    await fillOpenForm(page, clinical, '2019-03-06');
    await page.click(`button:has-text("Save ${clinical.items.length} changes")`);
    await page.waitForSelector('text=No unsaved changes');
    await page.goto(`${stack.url}/cases/${caseId()}?tab=forms&form=${ultrasound.code}`);
    await page.waitForSelector(`[data-item="${ultrasound.items[0]?.code ?? ''}"]`);
    await fillOpenForm(page, ultrasound, '2019-03-06');
    await page.click(`button:has-text("Save ${ultrasound.items.length} changes")`);
    await page.waitForSelector('text=Complete, with panel');
  });

  it('keeps what was typed when somebody else saved the same form meanwhile', async () => {
    const id = caseId();
    await page.goto(`${stack.url}/cases/${id}?tab=forms&form=clinical`);
    await page.waitForSelector('#item-age');
    await page.fill('#item-age', '61');
    await page.fill('[data-item=age] input[placeholder="Reason for the change"]', 'read wrongly');
    const other = await stack.started.as('coordinator', 'C01');
    const { version } = await callRoute(other, routes.form, { params: { caseId: id, formCode: 'clinical' } });
    await callRoute(other, routes.saveForm, { params: { caseId: id, formCode: 'clinical' }, version, body: { changes: { age: { value: 57, missingReason: null, reasonForChange: 'birthday' } } } });
    await page.click('button:has-text("Save 1 change")');
    await page.waitForSelector('text=Somebody else saved this form meanwhile');
    await page.waitForSelector('text=Stored: 57');
    await expect(page.inputValue('#item-age')).resolves.toBe('61');
    await page.click('button:has-text("Save 1 change")');
    await page.waitForSelector('text=No unsaved changes');
  });

  it('loses nothing typed when the session ends on the server', async () => {
    await page.fill('#item-age', '62');
    await page.fill('[data-item=age] input[placeholder="Reason for the change"]', 'read again');
    await asOwner(stack.started, "UPDATE session SET revoked_at = now() FROM person WHERE person.id = session.person_id AND person.email = 'coordinator@demo.echocohort.example'");
    await page.click('button:has-text("Save 1 change")');
    await page.waitForSelector('text=Please sign in again');
    await expect(page.inputValue('#item-age')).resolves.toBe('62');
    await signIn(page, 'coordinator@demo.echocohort.example', stack.started.password);
    await page.waitForSelector('text=Please sign in again', { state: 'detached' });
    await page.click('button:has-text("Save 1 change")');
    await page.waitForSelector('text=No unsaved changes');
    const saved = await callRoute(await stack.started.as('coordinator', 'C01'), routes.form, { params: { caseId: caseId(), formCode: 'clinical' } });
    expect(saved.values['age']?.value).toBe(62);
  });

  it('asked no other server for anything, and no page failed', () => {
    expect(stack.elsewhere).toEqual([]);
    expect(stack.faults).toEqual([]);
  });
});
