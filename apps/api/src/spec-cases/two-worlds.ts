import type { Role } from '@echocohort/access';
import { callRoute, routes, type Caller } from '@echocohort/contracts';
import type { TestDatabase } from '@echocohort/testing';
import sharp from 'sharp';
import { startApi } from '../start-api.ts';
import { acceptedCase } from './accepted-cases.ts';
import { asOwner, completeCase, openCase, type OpenedCase } from './case-fixtures.ts';
import { cleanImages, uploadForm } from './clean-images.ts';
import { startedApi, type StartedApi } from './started-api.ts';

/** One of two installations that differ in a single sealed outcome; its own database and API, the same people. */
export interface World extends StartedApi {
  readonly name: 'one' | 'other';
  /** What this world's API and worker logged. */
  readonly log: string[];
}

export interface TwoWorlds {
  readonly worlds: readonly [World, World];
  /** The lesion whose outcome differs. */
  readonly sealed: OpenedCase;
  close(): Promise<void>;
}

/** Everybody whose view is compared: whoever may not read the pathology of the sealed centre. */
export const ONLOOKERS: readonly (readonly [Role, string?])[] = [
  ['statistician'], ['data-manager'], ['administrator'], ['reader'], ['auditor'], ['adjudicator'], ['coordinator', 'C01'], ['investigator', 'C01'], ['pathologist', 'C01'], ['coordinator', 'C13'],
];

/** A slide that is grey inside its field and black around it. */
async function grey(): Promise<string> {
  const data = Buffer.alloc(320 * 240 * 3);
  for (let y = 30; y <= 210; y++) data.fill(90, (y * 320 + 40) * 3, (y * 320 + 281) * 3);
  return (await sharp(data, { raw: { width: 320, height: 240, channels: 3 } }).png().toBuffer()).toString('base64');
}

/** What there is beside finished cases: an image with its receipt and outline, a query, a template, a token. */
async function furnish(started: StartedApi): Promise<void> {
  const coordinator = await started.as('coordinator', 'C01');
  const study = await callRoute(coordinator, routes.study);
  const opened = await openCase(started);
  const [slot] = study.slots;
  const [image] = await cleanImages(study, 'C01', opened.code.replace(/-L\d+$/, ''), [slot?.code ?? '']);
  if (image === undefined) throw new Error('no picture for the first slot');
  const { image: { id: imageId } } = await callRoute(coordinator, routes.receiveImage, { params: { caseId: opened.caseId } }, uploadForm(image, { slot: image.slot, protocolVersion: study.protocolVersion }));
  await callRoute(coordinator, routes.drawOutline, { params: { imageId, kind: 'lesion' }, version: 0, body: { shape: 'rectangle', points: [[10, 10], [60, 50]] } });
  const complete = await completeCase(started);
  await callRoute(await started.as('auditor'), routes.raiseQuery, { params: { caseId: complete.caseId }, body: { slot: 'L1', reasonCode: study.panelReasons[0]?.code ?? '', text: '' } });
  await completeCase(started, 'C02');
  await callRoute(coordinator, routes.createToken, { body: { centre: 'C01', days: 1 } });
  await callRoute(coordinator, routes.drawTemplate, { body: { centre: 'C01', manufacturer: 'Old Sonics', model: 'US 200', software: '3.1', rows: 240, columns: 320, kept: [{ kind: 'rectangle', x0: 40, y0: 30, x1: 280, y1: 210 }], textBeside: [], sample: await grey() } });
}

/** Builds one installation, copies it row for row, and changes one outcome of an external centre in the copy. */
export async function twoWorlds(): Promise<TwoWorlds> {
  const started = await startedApi();
  for (const [centre, type] of [['C01', 'haemangioma'], ['C01', 'hepatocellular-carcinoma'], ['C02', 'metastasis'], ['C03', 'haemangioma'], ['C03', 'abscess']] as const) await acceptedCase(started, centre, type);
  const sealed = await acceptedCase(started, 'C12', 'hepatocellular-carcinoma');
  await acceptedCase(started, 'C13', 'haemangioma');
  await furnish(started);
  const tokens = new Map<string, string>();
  for (const [role, centre] of [...ONLOOKERS, ['pathologist', 'C12'] as const]) tokens.set([role, centre].join(' '), (await started.as(role, centre)).token ?? '');
  await started.api.close();
  const copy = await started.database.copy();
  const changed = await asOwner({ database: copy }, "UPDATE pathology_report SET type_code = 'haemangioma', malignant = false, method = 'resection' FROM lesion WHERE lesion.id = lesion_id AND code = $1 RETURNING 1", [sealed.code]);
  if (changed.length !== 1) throw new Error('the outcome was not changed');
  const world = async (name: World['name'], database: TestDatabase): Promise<World> => {
    const log: string[] = [];
    const env = { ...started.env, DATABASE_URL: database.appUrl };
    const api = await startApi(env, { logTo: { write: (line: string) => void log.push(line) } });
    const as = (role: Role, centre?: string): Promise<Caller> => Promise.resolve({ baseUrl: api.url, token: tokens.get([role, centre].join(' ')), send: fetch });
    return { ...started, name, database, env, api, log, as, close: () => api.close() };
  };
  const worlds = [await world('one', started.database), await world('other', copy)] as const;
  return {
    worlds, sealed,
    close: async () => {
      for (const each of worlds) await each.close();
      await copy.drop();
      await started.close();
    },
  };
}

/**
 * What is random in both worlds (ids, salts and digests over them, times, signatures, how long something took) replaced by
 * the order of its first appearance, so that one in two places still shows.
 */
export function masked(text: string): string {
  const seen = new Map<string, string>();
  const name = (kind: string) => (found: string): string => {
    const known = seen.get(found) ?? `<${kind} ${seen.size}>`;
    seen.set(found, known);
    return known;
  };
  return text
    .replace(/"(signature|nonce|token)": ?"[^"]+"/g, '"$1":"<random>"')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, name('id'))
    .replace(/[0-9a-f]{64}/g, name('digest'))
    .replace(/\b[0-9a-f]{12,16}\b/g, name('short'))
    .replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z?/g, '<time>')
    .replace(/\b\d{4}-\d{2}-\d{2} \d{2}:\d{2}\b/g, '<time>')
    // As SAS, SPSS and Stata write the time of the lock into their headers.
    .replace(/\d{2}[A-Z]{3}\d{2}:\d{2}:\d{2}:\d{2}|\d{2} [A-Z][a-z]{2} \d{2}(\d{2})? ?\d{2}:\d{2}(:\d{2})?/g, '<time>');
}
