import { createHash } from 'node:crypto';
import { callRoute, ProblemError, routes, type Caller } from '@echocohort/contracts';
import type { Problem } from '@echocohort/contracts-reading';
import { Database, insertImage, setScanDate } from '@echocohort/persistence';
import pg from 'pg';
import type { StoredHeader } from '../features/cases/image.view.ts';
import type { StartedApi } from './started-api.ts';

/** A case opened over HTTP. */
export interface OpenedCase {
  readonly caseId: string;
  readonly code: string;
  readonly subjectId: string;
  readonly centre: string;
}

export const SCAN_DATE = '2019-03-04';

const HEADER: StoredHeader = { sopClassUid: '1.2.840.10008.5.1.4.1.1.6.1', manufacturer: 'GE Healthcare', model: 'LOGIQ E9', transducer: 'C1-5-D', device: 'D01', scanDate: SCAN_DATE, calibrated: true };

const value = (given: string | number | boolean) => ({ value: given, missingReason: null });

/** Answers of a whole clinical form. */
export const CLINICAL = {
  age: value(56), sex: value('male'), hepatitis: value('hbv'), extrahepatic_tumour: value(false), afp: value(12.5), afp_date: value('2019-03-06'), lymph_node_metastasis: value(false),
  vascular_invasion: value(false), ascites: value(false), liver_background: value('fibrosis'), clinical_history: value(true), only_cystic: value(false),
};

/** Answers of a whole ultrasound form of a lesion that meets the criteria. */
export const ULTRASOUND = {
  non_cystic_focal: value(true), local_therapy: value('none'), max_diameter: value(2.4), shape: value('ellipse'), margin: value('smooth'), echogenicity: value('hypo'), vascularity: value(true),
  posterior_enhancement: value(false), halo: value(true), satellite: value(false), scan_quality: value('clear'),
};

/** A subject with one lesion, opened by the coordinator of the centre. */
export async function openCase(started: StartedApi, centre = 'C01'): Promise<OpenedCase> {
  const coordinator = await started.as('coordinator', centre);
  const subject = await callRoute(coordinator, routes.registerSubject, { body: { centre } });
  const lesion = await openLesion(started, subject.subjectId, centre);
  return { ...lesion, centre };
}

/** Another lesion of the same subject. */
export async function openLesion(started: StartedApi, subjectId: string, centre = 'C01'): Promise<OpenedCase> {
  const { caseId, code } = await callRoute(await started.as('coordinator', centre), routes.openLesion, { params: { subjectId }, body: {} });
  return { caseId, code, subjectId, centre };
}

/**
 * Fills slots with rows that name no stored object: these specs are about what follows from full slots. How a picture
 * gets in is specified in features/intake.
 */
export async function fillSlots(started: StartedApi, opened: OpenedCase, slots: readonly string[]): Promise<void> {
  const me = await callRoute(await started.as('coordinator', opened.centre), routes.me);
  const database = new Database(started.database.appUrl, { poolSize: 1 });
  try {
    await database.system(async (tx) => {
      for (const slot of slots) {
        const sha256 = createHash('sha256').update(`${opened.code} ${slot}`).digest('hex');
        const image = { caseId: opened.caseId, centre: opened.centre, slot, sha256, pixelSha256: sha256, sizeBytes: 10, sopInstanceUid: '2.25.1', rows: 480, columns: 640, frames: 1, header: HEADER, protocolVersion: '1.0', supersedes: null };
        await insertImage(tx, image, me.person.id);
      }
      await setScanDate(tx, opened.caseId, SCAN_DATE);
    });
  } finally {
    await database.close();
  }
}

/** The slots that the active protocol counts. */
export async function countedSlots(started: StartedApi): Promise<string[]> {
  const { slots } = await callRoute(await started.as('coordinator', 'C01'), routes.study);
  return slots.filter(({ counted }) => counted).map(({ code }) => code);
}

/** Saves a form over the version that holds. */
export async function fillForm(caller: Caller, caseId: string, formCode: string, answers: Readonly<Record<string, { value: string | number | boolean | null; missingReason: string | null; reasonForChange?: string }>>) {
  const { version } = await callRoute(caller, routes.form, { params: { caseId, formCode } });
  return callRoute(caller, routes.saveForm, { params: { caseId, formCode }, version, body: { changes: { ...answers } } });
}

/** A case with all its pictures and forms: it stands in the panel's queue. */
export async function completeCase(started: StartedApi, centre = 'C01'): Promise<OpenedCase> {
  const opened = await openCase(started, centre);
  const coordinator = await started.as('coordinator', centre);
  await fillSlots(started, opened, await countedSlots(started));
  await fillForm(coordinator, opened.caseId, 'clinical', CLINICAL);
  await fillForm(coordinator, opened.caseId, 'ultrasound', ULTRASOUND);
  return opened;
}

/** The problem document of a call that the API refuses; fails when it does not. */
export async function problemOf(call: Promise<unknown>): Promise<Problem> {
  const error: unknown = await call.then(() => null, (reason: unknown) => reason);
  if (error instanceof ProblemError) return error.problem;
  throw error instanceof Error ? error : new Error('the API did not refuse');
}

/** One statement as the owner of the database, who sees all centres and pathology, for what no route does in these specs. */
export async function asOwner(started: Pick<StartedApi, 'database'>, text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: started.database.ownerUrl });
  await client.connect();
  try {
    await client.query("SET app.roles = 'system'; SET app.centres = '*'; SET app.pathology = 'yes'");
    return (await client.query<Record<string, unknown>>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Puts a case into a locked snapshot, as locking a cohort does. */
export async function lockCase(started: Pick<StartedApi, 'database'>, opened: OpenedCase): Promise<void> {
  await asOwner(started, `WITH p AS (SELECT id FROM person WHERE email LIKE 'statistician@%'),
    c AS (INSERT INTO cohort (id, study_id, name, definition, status, created_by_id) SELECT gen_random_uuid(), s.id, $1, '{}', 'locked', p.id FROM study s, p RETURNING id, study_id),
    n AS (INSERT INTO snapshot (id, study_id, cohort_id, root, manifest_key, summary, locked_at) SELECT gen_random_uuid(), c.study_id, c.id, md5($1) || md5($1), 'k', '{}', now() FROM c RETURNING id)
    UPDATE lesion SET state = 'locked', locked_snapshot_id = (SELECT id FROM n), version = version + 1, state_changed_at = now() WHERE code = $1`, [opened.code]);
}

/** Types of the audit events of a case, in order. */
export async function eventTypes(started: StartedApi, code: string): Promise<string[]> {
  const rows = await asOwner(started, 'SELECT type FROM audit_event WHERE case_code = $1 ORDER BY seq', [code]);
  return rows.map(({ type }) => String(type));
}
