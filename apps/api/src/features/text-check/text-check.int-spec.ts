/** @jest-environment ./tools/jest/one-realm-environment.cjs */
import { callRoute, routes, type Caller, type StudyView } from '@echocohort/contracts';
import { Database } from '@echocohort/persistence';
import { FileStorage } from '@echocohort/storage';
import { slotImageFile, slotImages, syntheticStudy, withCalipers } from '@echocohort/testing';
import { ActiveStudy } from '../../platform/active-study.ts';
import { createLog } from '../../platform/log.ts';
import { asOwner, eventTypes, openCase, problemOf, type OpenedCase } from '../../spec-cases/case-fixtures.ts';
import { cleaned, uploadForm } from '../../spec-cases/clean-images.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';
import { TextCheckTask } from './text-check.job.ts';
import { TextSearch } from './text-search.ts';

jest.setTimeout(180_000);

describe('text inside stored images', () => {
  let started: StartedApi;
  let database: Database;
  let coordinator: Caller;
  let study: StudyView;
  let opened: OpenedCase;
  let imageId: string;
  const log: string[] = [];

  const task = (texts = new TextSearch()): TextCheckTask =>
    new TextCheckTask(database, new ActiveStudy(database), texts, new FileStorage(started.storageFolder), createLog('info', { write: (line: string) => void log.push(line) }));
  const picture = async (subjectCode: string) => {
    const [person] = syntheticStudy({ definition: study, seed: 'text specs', patientsPerCentre: 1 });
    const lesion = person?.lesions[0];
    const image = person && lesion ? slotImages(study, person, lesion).find(({ slot }) => slot === 'L1') : undefined;
    if (!image) throw new Error('the generator gave no such picture');
    return cleaned(await slotImageFile(withCalipers(image)), subjectCode);
  };
  const settle = (caller: Caller, findingId: string) => callRoute(caller, routes.settleImageText, { params: { imageId }, body: { findingId, because: 'measurement' } });

  beforeAll(async () => {
    started = await startedApi();
    database = new Database(started.database.appUrl, { poolSize: 2 });
    coordinator = await started.as('coordinator', 'C01');
    study = await callRoute(coordinator, routes.study);
    opened = await openCase(started);
    const file = await picture(opened.code.replace(/-L1$/, ''));
    const sent = await callRoute(coordinator, routes.receiveImage, { params: { caseId: opened.caseId } }, uploadForm(file, { protocolVersion: study.protocolVersion, slot: 'L1' }));
    imageId = sent.image.id;
  }, 180_000);
  afterAll(async () => {
    await database.close();
    await started.close();
  });

  it('are not searched where the model is missing: the round says so, and nothing counts as searched', async () => {
    await task(new (class extends TextSearch { override available() { return Promise.resolve(false); } })()).run();
    expect(log.join('')).toContain('is not searched for');
    expect(await asOwner(started, 'SELECT image_id FROM text_check')).toEqual([]);
  });

  it('block their slot, with places and no word of what was read', async () => {
    await task().run();
    const shown = await callRoute(coordinator, routes.imageText, { params: { imageId } });
    expect(shown.findingId).not.toBeNull();
    expect(shown.boxes.length).toBeGreaterThan(0);
    const board = await callRoute(coordinator, routes.caseBoard, { params: { caseId: opened.caseId } });
    expect(board.blockers).toEqual(expect.arrayContaining([expect.objectContaining({ slot: 'L1' })]));
    expect(await eventTypes(started, opened.code)).toContain('image.text-found');
    const kept = JSON.stringify(await asOwner(started, "SELECT evidence, sentence_en FROM finding WHERE code = 'text-inside-region'"));
    expect(kept + log.join('')).not.toMatch(/CM|D1/);
  });

  it('are searched once', async () => {
    await task().run();
    expect(await asOwner(started, "SELECT id FROM finding WHERE code = 'text-inside-region'")).toHaveLength(1);
  });

  it('can be called harmless by the centre or the data manager, with a reason, once; another centre sees nothing', async () => {
    const { findingId } = await callRoute(coordinator, routes.imageText, { params: { imageId } });
    const elsewhere = await started.as('coordinator', 'C02');
    expect((await problemOf(settle(elsewhere, findingId ?? ''))).status).toBe(404);
    expect((await problemOf(settle(await started.as('statistician'), findingId ?? ''))).code).toBe('forbidden');
    const settled = await settle(await started.as('data-manager'), findingId ?? '');
    expect(settled).toMatchObject({ caseId: opened.caseId, imageId });
    expect((await callRoute(coordinator, routes.imageText, { params: { imageId } })).findingId).toBeNull();
    expect(await problemOf(settle(coordinator, findingId ?? ''))).toMatchObject({ status: 409, code: 'finding-settled' });
    expect(await asOwner(started, "SELECT payload -> 'because' AS because FROM audit_event WHERE type = 'image.text-harmless'")).toEqual([{ because: 'measurement' }]);
  });
});
