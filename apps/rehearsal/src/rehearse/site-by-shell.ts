import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { callRoute, routes } from '@echocohort/contracts';
import { formAnswers, shiftedDate, slotImageFile, slotImages } from '@echocohort/testing';
import type { DemoAnswer, SyntheticPatient } from '@echocohort/testing';
import { boardOf } from '../centre/submit-patient.ts';
import { staffOf } from '../product/staff.ts';
import type { Rehearsal } from './rehearsal.ts';

const cell = ({ value, missingReason }: DemoAnswer): string => (missingReason === null ? String(value) : `!${missingReason}`);
const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Lays a centre's files out as a site would: scanner files by patient and lesion, two tables beside them. */
async function layOut(rehearsal: Rehearsal, root: string, patients: readonly SyntheticPatient[]): Promise<void> {
  const rows: Record<'patient' | 'lesion', Map<string, string>[]> = { patient: [], lesion: [] };
  for (const patient of patients) {
    for (const lesion of patient.lesions) {
      const folder = join(root, patient.centre, patient.person.localNumber, `L${lesion.ordinal}`);
      await mkdir(folder, { recursive: true });
      for (const image of slotImages(rehearsal.study, patient, lesion)) await writeFile(join(folder, image.fileName), await slotImageFile(image));
      const facts = { patient: patient.profile, lesion: lesion.profile, scanDate: lesion.scanDate, localTherapy: lesion.exclusion === 'local-therapy' };
      for (const scope of ['patient', 'lesion'] as const) {
        if (scope === 'patient' && lesion.ordinal > 1) continue;
        const row = new Map([['subject', patient.person.localNumber], ...(scope === 'lesion' ? [['lesion', `L${lesion.ordinal}`] as const] : [])]);
        for (const form of rehearsal.study.forms.filter((entry) => entry.scope === scope)) {
          for (const [item, answer] of Object.entries(formAnswers(form, facts))) row.set(`${form.code}.${item}`, cell(answer));
        }
        rows[scope].push(row);
      }
    }
  }
  await writeFile(join(root, 'subjects.csv'), csv(rows.patient));
  await writeFile(join(root, 'lesions.csv'), csv(rows.lesion));
}

function csv(rows: readonly Map<string, string>[]): string {
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return [columns, ...rows.map((row) => columns.map((column) => row.get(column) ?? ''))].map((line) => line.map(quoted).join(',')).join('\n');
}

/** One centre sends everything from the shell: key, folder, receipts, and a second run that finds nothing left to do. */
export async function sendByShell(rehearsal: Rehearsal, centre: string): Promise<void> {
  const { card, cli, folder } = rehearsal;
  const patients = rehearsal.patients.filter((patient) => patient.centre === centre);
  const root = join(folder, 'site');
  await layOut(rehearsal, root, patients);
  const keyFile = join(folder, 'centre.key');
  const made = await cli(['keygen', keyFile]);
  card.step('keygen makes a key', made.code === 0, made.err.trim());
  const { coordinator } = staffOf(rehearsal.staff, centre);
  const { token } = await callRoute(coordinator, routes.createToken, { body: { centre, days: 1 }, idempotencyKey: `token-${centre}` });
  const args = ['send', root, '--server', rehearsal.apiUrl, '--centre', centre, '--key-file', keyFile, '--json'];
  const sent = await cli(args, { ECHOCOHORT_TOKEN: token });
  card.step('a site folder is sent from the shell', sent.code === 0, sent.code === 0 ? '' : `exit ${sent.code}: ${sent.err.trim().split('\n').at(-1) ?? ''} ${sent.out.slice(0, 300)}`);
  const identifiers = patients.flatMap((patient) => [patient.person.localNumber, patient.person.latin, patient.person.han]);
  const printed = sent.out + sent.err;
  card.step('the shell prints no identifier', !identifiers.some((text) => printed.includes(text)));
  const again = await cli(args, { ECHOCOHORT_TOKEN: token });
  const totals = readTotals(again.out);
  card.step('a second run sends nothing', again.code === 0 && totals.sent === 0 && totals.already > 0, `${totals.sent} sent, ${totals.already} already there`);
  await checkReceipts(rehearsal, root, totals.already);
  await collect(rehearsal, root, patients, keyFile);
}

/** What stands at the end of a path of names in parsed JSON; undefined where there is nothing. */
function inside(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((outer, name) => (typeof outer === 'object' && outer !== null ? new Map<string, unknown>(Object.entries(outer)).get(name) : undefined), value);
}

function textInside(value: unknown, ...path: readonly string[]): string {
  const found = inside(value, ...path);
  if (typeof found !== 'string') throw new RangeError(`the joining table lacks ${path.at(-1) ?? ''}`);
  return found;
}

function readTotals(text: string): { sent: number; already: number } {
  const cases = inside(JSON.parse(text || '{}'), 'cases');
  const sum = (name: string): number => (Array.isArray(cases) ? cases.reduce<number>((total, entry: unknown) => total + Number(inside(entry, name)), 0) : NaN);
  return { sent: sum('sent'), already: sum('already') };
}

async function checkReceipts(rehearsal: Rehearsal, root: string, expected: number): Promise<void> {
  const { card, cli, folder } = rehearsal;
  const { pem } = await callRoute({ baseUrl: rehearsal.apiUrl, send: fetch }, routes.receiptKey);
  const keyFile = join(folder, 'server-key.pem');
  await writeFile(keyFile, pem);
  const receipts = (await readdir(join(root, 'receipts'))).filter((name) => /^\d+\.json$/.test(name)).sort();
  card.step('one receipt an image', receipts.length === expected, `${receipts.length} of ${expected}`);
  const [first] = receipts;
  if (first === undefined) return;
  const path = join(root, 'receipts', first);
  const genuine = await cli(['receipt', 'verify', path, '--server-key', keyFile]);
  card.step('a receipt verifies offline', genuine.code === 0, genuine.err.trim());
  if (!rehearsal.withFaults) return;
  const forged = join(folder, 'forged.json');
  await writeFile(forged, (await readFile(path, 'utf8')).replace(/("slot":\s*")[^"]+/, '$1ZZ'));
  const found = await cli(['receipt', 'verify', forged, '--server-key', keyFile]);
  card.fault('receipt altered', 'verifier', found.code === 1, `exit ${found.code}`);
}

/** Takes the shell's cases into the rehearsal, by the joining table that `send` left with the centre. */
async function collect(rehearsal: Rehearsal, root: string, patients: readonly SyntheticPatient[], keyFile: string): Promise<void> {
  const state: unknown = JSON.parse(await readFile(join(root, 'receipts', 'state.json'), 'utf8'));
  const key = new Uint8Array(Buffer.from((await readFile(keyFile, 'utf8')).trim(), 'base64'));
  for (const patient of patients) {
    const subject = inside(state, 'subjects', patient.person.localNumber);
    const subjectCode = textInside(subject, 'code');
    for (const lesion of patient.lesions) {
      const opened = inside(subject, 'lesions', `L${lesion.ordinal}`);
      const caseId = textInside(opened, 'caseId');
      const board = await boardOf(staffOf(rehearsal.staff, patient.centre).coordinator, caseId);
      const images = new Map(board.slots.flatMap((slot) => (slot.image ? [[slot.code, slot.image.id] as const] : [])));
      rehearsal.cases.push({
        caseId, code: textInside(opened, 'code'), subjectId: textInside(subject, 'subjectId'), subjectCode, centre: patient.centre, patient, lesion, images,
        shift: (date) => shiftedDate(key, subjectCode, date),
      });
    }
  }
}
