import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ProblemError, callRoute, routes } from '@echocohort/contracts';
import type { Caller, StudyView } from '@echocohort/contracts';
import { shiftPlainDate, type MaskTemplate } from '@echocohort/deidentification';
import { ok, refuse } from '@echocohort/kernel';
import type { Result } from '@echocohort/kernel';
import { cleanForSubject } from '../cleaning/clean-for-subject.ts';
import { CANNOT_SEARCH, canSearchTexts } from '../cleaning/search-texts.ts';
import type { CliIo, Command, ExitCode } from '../command.ts';
import { readKeyFile } from './deidentify/key-file.ts';
import { readTemplateFile } from './deidentify/template-file.ts';
import { sendForms } from './send/send-forms.ts';
import { sendPictures } from './send/send-lesion.ts';
import type { LesionReport } from './send/send-lesion.ts';
import { SendState } from './send/send-state.ts';
import { readSiteFolder } from './send/site-folder.ts';
import type { SiteFolder, SiteSubject } from './send/site-folder.ts';

const USAGE = `Usage: echocohort send FOLDER --server URL [--token T] [--centre C03] [--key-file FILE]
       [--templates FILE --server-key FILE] [--ocr auto|off] [--json]

Cleans and uploads a site folder CENTRE/SUBJECT/LESION/NN_slot.dcm, with subjects.csv (column "subject") and lesions.csv
(columns "subject", "lesion") beside it; further columns "form.item" fill the forms, "!reason" says why a value is
missing. Text inside the ultrasound regions is searched for unless --ocr off; a picture with text is held and not sent.
Without --key-file only files that are already clean are sent. The token may stand in ECHOCOHORT_TOKEN.
Signed receipts and the joining table go to FOLDER/receipts, which belongs to the centre. Run it again to go on where
it stopped. Nothing printed names a patient.`;

interface Job {
  readonly folder: string;
  readonly caller: Caller;
  readonly centre: string | undefined;
  readonly key: Uint8Array | null;
  readonly templates: readonly MaskTemplate[];
  readonly searchText: boolean;
  readonly json: boolean;
}

export const command: Command = { name: 'send', summary: 'clean and upload a site folder', usage: USAGE, run };

async function run(args: readonly string[], io: CliIo): Promise<ExitCode> {
  const job = await readJob(args, io);
  if (!job.ok) {
    io.err(`${job.refusal.detail}\n`);
    return 2;
  }
  const site = await readSiteFolder(job.value.folder, job.value.centre);
  if (!site.ok) {
    io.err(`${site.refusal.detail}\n`);
    return 2;
  }
  const reports: LesionReport[] = [];
  try {
    await sendSite(job.value, site.value, reports, io);
  } catch (error) {
    io.err(`${stopped(error)} ${reports.length} cases were reached; everything with a receipt is stored. Run the same command again to go on.\n`);
    return 2;
  }
  print(job.value, reports, io);
  return reports.some((report) => report.held.length > 0) ? 1 : 0;
}

async function readJob(args: readonly string[], io: CliIo): Promise<Result<Job>> {
  const parsed = argumentsOf(args);
  if (!parsed) return refuse({ code: 'usage', detail: 'Wrong arguments; "echocohort send --help" explains them.' });
  const { values, positionals } = parsed;
  const [folder] = positionals;
  const token = values.token ?? io.env['ECHOCOHORT_TOKEN'];
  if (!folder || positionals.length > 1 || !values.server) return refuse({ code: 'usage', detail: 'Give one folder and --server URL; "echocohort send --help" explains the rest.' });
  if (!token) return refuse({ code: 'no-token', detail: 'Give --token, or put the token in ECHOCOHORT_TOKEN. A coordinator makes one in the portal.' });
  const key = values['key-file'] ? await readKeyFile(resolve(io.cwd, values['key-file'])) : ok(null);
  if (!key.ok) return key;
  if (!['auto', 'off', undefined].includes(values.ocr)) return refuse({ code: 'usage', detail: '--ocr is auto or off.' });
  if (values.templates !== undefined && values['server-key'] === undefined) return refuse({ code: 'usage', detail: '--templates needs --server-key FILE, the server\'s public key in PEM, by which its signature is checked.' });
  const templates = values.templates === undefined ? ok([]) : await readTemplateFile(resolve(io.cwd, values.templates), resolve(io.cwd, values['server-key'] ?? ''));
  if (!templates.ok) return templates;
  if (values.ocr !== 'off' && !(await canSearchTexts())) return refuse({ code: 'text-model-missing', detail: CANNOT_SEARCH });
  return ok({ folder: resolve(io.cwd, folder), caller: { baseUrl: values.server.replace(/\/+$/, ''), token, send: fetch }, centre: values.centre, key: key.value, templates: templates.value, searchText: values.ocr !== 'off', json: values.json });
}

function argumentsOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args], allowPositionals: true,
      options: { server: { type: 'string' }, token: { type: 'string' }, centre: { type: 'string' }, 'key-file': { type: 'string' }, templates: { type: 'string' }, 'server-key': { type: 'string' }, ocr: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
  } catch {
    return null;
  }
}

async function sendSite(job: Job, site: SiteFolder, reports: LesionReport[], io: CliIo): Promise<void> {
  const study = await callRoute(job.caller, routes.study);
  const state = await SendState.open(job.folder);
  for (const [index, subject] of site.subjects.entries()) {
    await sendSubject(job, site.centre, study, state, subject, reports);
    io.err(`${index + 1} of ${site.subjects.length} subjects\n`);
  }
}

async function sendSubject(job: Job, centre: string, study: StudyView, state: SendState, subject: SiteSubject, reports: LesionReport[]): Promise<void> {
  const kept = state.subject(subject.folder);
  if (kept.subjectId === null || kept.code === null) {
    await state.save();
    const registered = await callRoute(job.caller, routes.registerSubject, { body: { centre }, idempotencyKey: kept.idempotencyKey });
    [kept.subjectId, kept.code] = [registered.subjectId, registered.code];
    await state.save();
  }
  const { subjectId, code } = kept;
  const shift = (date: string): string | null => (job.key ? shiftPlainDate(job.key, code, date) : date);
  for (const lesion of subject.lesions) {
    const lesionState = state.lesion(kept, lesion.folder);
    if (lesionState.caseId === null || lesionState.code === null) {
      await state.save();
      const opened = await callRoute(job.caller, routes.openLesion, { params: { subjectId }, body: {}, idempotencyKey: lesionState.idempotencyKey });
      [lesionState.caseId, lesionState.code] = [opened.caseId, opened.code];
      await state.save();
    }
    const { caseId } = lesionState;
    const report: LesionReport = { case: lesionState.code, sent: 0, already: 0, held: [], items: 0, state: '' };
    reports.push(report);
    await sendPictures({ caller: job.caller, study, state, clean: (source) => cleanForSubject(source, { key: job.key, centre, subjectCode: code, templates: job.templates, searchText: job.searchText }) }, lesion, lesionState, caseId, report);
    await sendTables(job, study, caseId, subject, lesion.cells, shift, report);
    report.state = (await callRoute(job.caller, routes.caseBoard, { params: { caseId } })).state;
  }
}

async function sendTables(job: Job, study: StudyView, caseId: string, subject: SiteSubject, cells: SiteSubject['cells'], shift: (date: string) => string | null, report: LesionReport): Promise<void> {
  for (const [scope, given] of [['patient', subject.cells], ['lesion', cells]] as const) {
    try {
      report.items += await sendForms(job.caller, study, scope, caseId, given, shift);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.status === 401 || error.problem.status >= 500) throw error;
      report.held.push({ slot: null, codes: [error.problem.code, ...(error.problem.field ? [error.problem.field] : [])] });
    }
  }
}

function stopped(error: unknown): string {
  if (error instanceof ProblemError) return `The server refused (${error.problem.code}): ${error.problem.detail}`;
  if (error instanceof TypeError && error.message === 'fetch failed') return 'The server cannot be reached.';
  throw error;
}

function print(job: Job, reports: readonly LesionReport[], io: CliIo): void {
  if (job.json) {
    io.out(`${JSON.stringify({ cases: reports })}\n`);
    return;
  }
  for (const report of reports) {
    const held = report.held.map((entry) => `${entry.slot ?? 'form or file'}: ${entry.codes.join(' ')}`).join('; ');
    io.out(`${report.case}  ${report.state}  ${report.sent} sent, ${report.already} already there${held ? `, held: ${held}` : ''}\n`);
  }
}
