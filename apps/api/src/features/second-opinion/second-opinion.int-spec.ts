/** @jest-environment ./tools/jest/one-realm-environment.cjs */
import { callRoute, routes, sendRoute, type Caller, type Opinion, type OpinionWish, type SnapshotView } from '@echocohort/contracts';
import { OnnxModel } from '@echocohort/inference';
import { cutPicture } from '@echocohort/training';
import { bundleKey } from '@echocohort/storage';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asOwner, completeCase, problemOf } from '../../spec-cases/case-fixtures.ts';
import { cleaned } from '../../spec-cases/clean-images.ts';
import { finishedModel, type StoredModel } from '../../spec-cases/finished-model.ts';
import { openOutcomesOf } from '../../spec-cases/key-holders.ts';
import { lockedPictures, type LockedPictures } from '../../spec-cases/locked-pictures.ts';
import { digestOf, putPictures } from '../../spec-cases/real-pictures.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';

// Second opinions and failure galleries over the interface, on real files: cleaned DICOM, a network in a stored bundle, a locked snapshot.

jest.setTimeout(60_000);

const SLOTS = ['L1', 'L2', 'L3', 'L4'];
const BOX: [number, number][] = [[120, 90], [300, 90], [300, 240], [120, 240]];

let started: StartedApi;
let statistician: Caller;
let coordinator: Caller;
let snapshot: SnapshotView;
let originals: LockedPictures['originals'];
let development: LockedPictures['development'];
let external: LockedPictures['external'];
let models: Record<'L' | 'LB' | 'LBC', StoredModel>;
let picture: Uint8Array;

beforeAll(async () => {
  started = await startedApi();
  [statistician, coordinator] = [await started.as('statistician'), await started.as('coordinator', 'C01')];
  ({ snapshot, development, external, originals } = await lockedPictures(started, SLOTS));
  models = { L: await finishedModel(started, snapshot, 'L'), LB: await finishedModel(started, snapshot, 'LB'), LBC: await finishedModel(started, snapshot, 'LBC') };
  // A picture of somebody who is not in the study.
  picture = cleaned(originals[0]?.original ?? new Uint8Array(), 'C01-9999').bytes;
}, 240_000);
afterAll(() => started.close(), 60_000);

function form(bytes: Uint8Array | null, wish?: OpinionWish | string, background?: Uint8Array): FormData {
  const filled = new FormData();
  if (wish !== undefined) filled.set('wish', typeof wish === 'string' ? wish : JSON.stringify(wish));
  if (bytes !== null) filled.set('image', new Blob([new Uint8Array(bytes)]), 'image.dcm');
  if (background) filled.set('background', new Blob([new Uint8Array(background)]), 'image.dcm');
  return filled;
}

const outline = { shape: 'rectangle' as const, points: BOX };
const ask = (caller: Caller, wish: OpinionWish | string, bytes: Uint8Array | null = picture, background?: Uint8Array): Promise<Opinion> => callRoute(caller, routes.giveOpinion, {}, form(bytes, wish, background));
const wishFor = (model: StoredModel, more: Partial<OpinionWish> = {}): OpinionWish => ({ runId: model.runId, lesion: outline, ...more });
const objectsOf = async () => (await asOwner(started, 'SELECT (SELECT count(*) FROM image)::int AS images')).map(({ images }) => images);

describe('models to ask', () => {
  it('are the finished ones, told to those who see patients too, with what they reached', async () => {
    for (const caller of [statistician, coordinator, await started.as('investigator')]) {
      const { items } = await callRoute(caller, routes.opinionModels);
      expect(items.map(({ model, digest }) => [model, digest]).sort()).toEqual(Object.entries(models).map(([model, { digest }]) => [model, digest]).sort());
      expect(items.find(({ model }) => model === 'L')).toMatchObject({ cutOff: models.L.metrics.cutOff.threshold, internal: { lesions: 1 }, needsBackground: false });
    }
  });

  it('say what their interval rests on, and which factors they ask for, in the words of the study', async () => {
    const lbc = await callRoute(coordinator, routes.opinionModel, { params: { runId: models.LBC.runId } });
    expect(lbc).toMatchObject({ picturesPerLesion: 4, trainingLesions: 4, calibration: { method: 'logistic', fit: 'firth', lesions: 12, malignant: 7, level: 0.95 } });
    expect(lbc.factors.map(({ variable, kind, replacement }) => [variable, kind, replacement])).toEqual([['afp_high', 'yes-no', 0], ['echogenicity', 'choice', 'hypo']]);
    expect(await callRoute(coordinator, routes.opinionModel, { params: { runId: models.L.runId } })).toMatchObject({ factors: [], calibration: { method: 'none' } });
  });
});

describe('a picture to ask about', () => {
  it('is verified and shown, and nothing of it is kept', async () => {
    const before = await objectsOf();
    const checked = await callRoute(coordinator, routes.checkOpinionPicture, {}, form(picture));
    expect(checked.sha256).toBe(digestOf(picture));
    expect(Buffer.from(checked.preview, 'base64').subarray(1, 4).toString()).toBe('PNG');
    expect(checked.rows * checked.columns).toBeGreaterThan(10_000);
    expect(await objectsOf()).toEqual(before);
    await expect(readFile(join(started.storageFolder, 'objects', checked.sha256.slice(0, 2), checked.sha256))).rejects.toThrow('ENOENT');
  });

  it.each<[string, () => Uint8Array | null, string]>([
    ['as it came from the scanner', () => originals[0]?.original ?? null, 'identifiable'],
    ['with one byte of its header changed', () => picture.map((byte, at) => (at === 60 ? byte ^ 1 : byte)), 'identifiable'],
    ['that is no DICOM file', () => new TextEncoder().encode('not a picture'.repeat(40)), 'not-dicom'],
    ['cut short', () => picture.slice(0, 5000), 'truncated'],
    ['that is not there', () => null, 'malformed-upload'],
  ])('%s is refused', async (_, bytes, code) => {
    expect((await problemOf(callRoute(coordinator, routes.checkOpinionPicture, {}, form(bytes())))).code).toBe(code);
  });

  it('that identifies somebody is refused by the score, too, with tag paths and no value', async () => {
    const refusal = await problemOf(ask(coordinator, wishFor(models.L), originals[0]?.original ?? null));
    expect(refusal.code).toBe('identifiable');
    expect(JSON.stringify(refusal)).not.toMatch(/\^|19\d\d\d\d\d\d/);
  });
});

describe('a second opinion of Model-L', () => {
  let given: Opinion;
  beforeAll(async () => {
    given = await ask(coordinator, wishFor(models.L));
  });

  it('has the score of the network, to 1e-4, and says that no interval can be given', async () => {
    const cut = cutPicture(picture, 96, { kind: 'lesion-outline', box: { x0: 120, y0: 90, x1: 300, y1: 240 }, margin: models.L.config.outlineMargin });
    if (!cut.ok) throw new Error(cut.refusal.detail);
    const network = await OnnxModel.open(models.L.onnx, 96, 'picture', 1);
    const [expected] = await network.score([cut.value.pixels], []);
    await network.close();
    expect(Math.abs(given.score - (expected?.score ?? NaN))).toBeLessThan(1e-4);
    expect(given).toMatchObject({ digest: models.L.digest, image: digestOf(picture), risk: null, region: 'drawn', interval: { method: 'none' }, decision: { by: 'score', value: given.score } });
    expect(given.decision.call).toBe(given.score >= (given.decision.cutOff ?? NaN) ? 'at-or-above' : 'below');
    expect(given.map).toMatchObject({ square: cut.value.square, flat: false });
    expect(Buffer.from(given.map.png, 'base64').subarray(1, 4).toString()).toBe('PNG');
  });

  it('names near training lesions of the own centre only, with their outcomes; of others the distance', async () => {
    const own = development.filter(({ centre }) => centre === 'C01').map(({ code }) => code);
    expect(given.nearest).toHaveLength(4);
    expect(given.nearest.map(({ distance }) => distance)).toEqual(given.nearest.map(({ distance }) => distance).sort((one, other) => one - other));
    for (const { lesion, malignant, score } of given.nearest) expect(lesion === null ? [malignant, score] : own.includes(lesion) && malignant !== null).toEqual(lesion === null ? [null, null] : true);
    expect(given.nearest.some(({ lesion }) => lesion === null)).toBe(true);
    const { nearest } = await ask(statistician, wishFor(models.L));
    expect(nearest.every(({ lesion, malignant }) => lesion !== null && malignant !== null)).toBe(true);
  });

  it('warns of what limits it', () => expect(given.warnings).toEqual(['region-unlike-training', 'one-picture']));

  it('without an outline looks at the middle of the picture, as training did', async () => {
    expect(await ask(coordinator, wishFor(models.L, { lesion: null }))).toMatchObject({ region: 'central', warnings: ['one-picture'] });
  });

  it('is in the trail with model and digests, and nothing of content', async () => {
    const rows = await asOwner(started, "SELECT payload, roles, case_code FROM audit_event WHERE type = 'opinion.given' ORDER BY seq LIMIT 1");
    expect(rows).toEqual([{ payload: { run: models.L.runId, model: models.L.digest, image: digestOf(picture), background: null }, roles: ['coordinator'], case_code: null }]);
  });

  it('knows a picture that the network learned from', async () => {
    const trained = new Set(models.L.predictions.filter(({ set }) => set === 'training').map(({ lesion }) => lesion));
    const known = development.find(({ code }) => trained.has(code));
    const bytes = cleaned(originals[0]?.original ?? new Uint8Array(), (known?.code ?? '').replace(/-L\d+$/, '')).bytes;
    expect((await ask(statistician, wishFor(models.L), bytes)).warnings).toContain('picture-trained-this-model');
  });
});

describe('a second opinion of Model-LB and Model-LBC', () => {
  it('needs the background, drawn on the same picture or given as one of its own', async () => {
    expect((await problemOf(ask(coordinator, wishFor(models.LB)))).code).toBe('background-outline-missing');
    const same = await ask(coordinator, wishFor(models.LB, { background: { shape: 'rectangle', points: [[310, 100], [390, 100], [390, 200], [310, 200]] } }));
    expect(same).toMatchObject({ background: null, interval: { method: 'logistic-calibration-internal', of: 'score', lesions: 12, malignant: 7, level: 0.95 }, warnings: ['region-unlike-training', 'one-picture', 'background-same-picture'] });
    const { interval } = same;
    if (interval.method === 'none') throw new Error('no interval');
    expect(interval.lower).toBeLessThan(interval.probability);
    expect(interval.upper).toBeGreaterThan(interval.probability);
    const beside = cleaned(originals[1]?.original ?? new Uint8Array(), 'C01-9999').bytes;
    const other = await ask(coordinator, wishFor(models.LB), picture, beside);
    expect(other).toMatchObject({ background: digestOf(beside), warnings: ['region-unlike-training', 'one-picture'] });
    expect(other.score).not.toBe(same.score);
  });

  it('joins the factors, replaces what is left open, and says so', async () => {
    const background = { shape: 'rectangle' as const, points: [[310, 100], [390, 100], [390, 200], [310, 200]] as [number, number][] };
    const full = await ask(coordinator, wishFor(models.LBC, { background, factors: { afp_high: 1, echogenicity: 'hypo' } }));
    expect(full.risk).toBeCloseTo(1 / (1 + Math.exp(-(-2 + 3 * full.score + 1.5 + 0.7))), 10);
    expect(full).toMatchObject({ replacedFactors: [], decision: { by: 'risk', value: full.risk }, interval: { of: 'risk' } });
    expect(full.warnings).toContain('fitted-on-calibration-set');
    const open = await ask(coordinator, wishFor(models.LBC, { background, factors: { echogenicity: null } }));
    expect(open).toMatchObject({ replacedFactors: ['afp_high', 'echogenicity'] });
    expect((await problemOf(ask(coordinator, wishFor(models.LBC, { background, factors: { echogenicity: 'purple' } })))).code).toBe('factor-not-acceptable');
    expect((await problemOf(ask(coordinator, wishFor(models.L, { factors: { age: 4 } })))).code).toBe('factor-unknown');
  });
});

describe('what is refused', () => {
  it.each<[string, () => OpinionWish | string, string]>([
    ['an outline beyond the picture', () => wishFor(models.L, { lesion: { shape: 'rectangle', points: [[0, 0], [9000, 0], [9000, 50], [0, 50]] } }), 'outline-outside-image'],
    ['an outline that crosses itself', () => wishFor(models.L, { lesion: { shape: 'polygon', points: [[10, 10], [60, 60], [60, 10], [10, 60]] } }), 'outline-crosses-itself'],
    ['a slip of the pen', () => wishFor(models.L, { lesion: { shape: 'rectangle', points: [[10, 10], [12, 12]] } }), 'outline-too-small'],
    ['a model that is not there', () => ({ runId: '11111111-1111-4111-8111-111111111111', lesion: outline }), 'not-found'],
    ['a wish that is no JSON', () => '{', 'invalid'],
    ['a wish without model', () => '{"lesion":null}', 'invalid'],
  ])('%s', async (_, wish, code) => expect((await problemOf(ask(coordinator, wish()))).code).toBe(code));

  it('a picture of the own centre whose report is not confirmed: nobody reports with a score in mind', async () => {
    const unreported = await completeCase(started, 'C01');
    await putPictures(started, unreported, originals.slice(0, 1));
    const bytes = cleaned(originals[0]?.original ?? new Uint8Array(), unreported.code.replace(/-L\d+$/, '')).bytes;
    expect(await problemOf(ask(coordinator, wishFor(models.L), bytes))).toMatchObject({ code: 'opinion-before-report', status: 409 });
    expect((await ask(statistician, wishFor(models.L), bytes)).score).toBeGreaterThan(0);
  });

  it('whoever must judge without the models', async () => {
    for (const role of ['auditor', 'adjudicator', 'pathologist', 'reader', 'data-manager', 'administrator'] as const) expect((await problemOf(ask(await started.as(role), wishFor(models.L)))).code).toBe('forbidden');
  });

  it('a model whose stored file is not the registered one', async () => {
    const altered = await finishedModel(started, snapshot, 'L');
    const path = join(started.storageFolder, bundleKey(altered.runId, 'calibration.json'));
    await rm(path);
    await writeFile(path, '{"method":"none","reason":"all is well"}');
    expect((await problemOf(ask(coordinator, wishFor(altered)))).code).toBe('content-differs');
    // Out of the way of the galleries below.
    await asOwner(started, "UPDATE model_run SET status = 'failed' WHERE id = $1", [altered.runId]);
  });
});

describe('the failure gallery of a model', () => {
  const params = () => ({ runId: models.L.runId });

  it('lists the internal lesions on the wrong side, and of the external ones nothing while they are sealed', async () => {
    const internal = models.L.predictions.filter(({ set }) => set === 'internal_validation').map(({ lesion }) => lesion);
    const found = await callRoute(statistician, routes.runFailures, { params: params() });
    expect(found.items.map(({ lesion }) => lesion)).toEqual(internal);
    expect(found.sets).toEqual([{ set: 'internal_validation', state: 'open', lesions: 1, wrong: 1 }, { set: 'external_validation', state: 'sealed', lesions: 2, wrong: 0 }]);
    for (const { code } of external) expect((await problemOf(callRoute(statistician, routes.failurePictures, { params: { ...params(), lesion: code } }))).code).toBe('not-found');
  });

  it('shows each picture with the score of the network, whose mean is the listed one, and its map', async () => {
    const [item] = (await callRoute(statistician, routes.runFailures, { params: params() })).items;
    const { pictures } = await callRoute(statistician, routes.failurePictures, { params: { ...params(), lesion: item?.lesion ?? '' } });
    expect(pictures.map(({ slot, region }) => [slot, region])).toEqual(SLOTS.map((slot) => [slot, 'central']));
    expect(Math.abs(pictures.reduce((sum, { score }) => sum + score, 0) / 4 - (item?.score ?? NaN))).toBeLessThan(1e-4);
    const [first] = pictures;
    const answer = await sendRoute(statistician, routes.failurePicture, { params: { ...params(), lesion: item?.lesion ?? '', picture: first?.sha256 ?? '' }, query: { width: 200 } });
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect((await problemOf(sendRoute(statistician, routes.failurePicture, { params: { ...params(), lesion: item?.lesion ?? '', picture: 'a'.repeat(64) } }))).code).toBe('not-found');
  });

  it('adds the external lesions once their outcomes are open', async () => {
    await openOutcomesOf(started, snapshot.id, models.L.runId);
    const found = await callRoute(statistician, routes.runFailures, { params: params() });
    expect(found.sets[1]).toMatchObject({ state: 'open', lesions: 2 });
    const wrong = found.items.filter(({ set }) => set === 'external_validation');
    expect(wrong.length).toBe(found.sets[1]?.wrong);
    expect(wrong.length).toBeGreaterThan(0);
    expect(found.items.map(({ by }) => by)).toEqual(found.items.map(({ by }) => by).sort((one, other) => other - one));
    expect((await callRoute(statistician, routes.failurePictures, { params: { ...params(), lesion: wrong[0]?.lesion ?? '' } })).pictures).toHaveLength(4);
  });

  it('is for statisticians', async () => expect((await problemOf(callRoute(coordinator, routes.runFailures, { params: params() }))).code).toBe('forbidden'));
});
