import { callRoute, routes, type Caller } from '@echocohort/contracts';
import { asOwner, countedSlots, eventTypes, fillSlots, lockCase, openCase, problemOf, type OpenedCase } from '../../spec-cases/case-fixtures.ts';
import { startedApi, type StartedApi } from '../../spec-cases/started-api.ts';

let started: StartedApi;
let investigator: Caller;
let opened: OpenedCase;
let imageId: string;
beforeAll(async () => {
  started = await startedApi();
  investigator = await started.as('investigator', 'C01');
}, 60_000);
afterAll(() => started.close());
beforeEach(async () => {
  opened = await openCase(started);
  const [slot] = await countedSlots(started);
  await fillSlots(started, opened, [slot ?? '']);
  const board = await callRoute(investigator, routes.caseBoard, { params: { caseId: opened.caseId } });
  imageId = board.slots.find((each) => each.image !== null)?.image?.id ?? '';
});

type Drawn = { readonly shape: 'polygon' | 'rectangle' | 'none'; readonly points: [number, number][] };
const triangle: Drawn = { shape: 'polygon', points: [[100, 100], [200, 100], [150, 220]] };
const draw = (version: number, body: Drawn, kind: 'lesion' | 'background' = 'lesion', caller = investigator) => callRoute(caller, routes.drawOutline, { params: { imageId, kind }, version, body });
const read = () => callRoute(investigator, routes.imageOutlines, { params: { imageId } });

describe('an outline', () => {
  it('begins with nothing drawn, and keeps what is drawn with who drew it', async () => {
    expect(await read()).toMatchObject({ rows: 480, columns: 640, frozen: false, outlines: [] });
    const drawn = await draw(0, triangle);
    expect(drawn.outlines).toMatchObject([{ kind: 'lesion', version: 1, ...triangle }]);
    await draw(0, { shape: 'rectangle', points: [[10, 300], [90, 380]] }, 'background');
    expect((await read()).outlines.map(({ kind, shape, points }) => [kind, shape, points.length])).toEqual([['background', 'rectangle', 4], ['lesion', 'polygon', 3]]);
    expect(await eventTypes(started, opened.code)).toEqual(['lesion.opened', 'outline.drawn', 'outline.drawn']);
  });

  it('drawn again leaves the old one in the record; taken away leaves both', async () => {
    await draw(0, triangle);
    await draw(1, { shape: 'polygon', points: [[90, 90], [210, 100], [150, 230]] });
    expect((await draw(2, { shape: 'none', points: [] })).outlines).toMatchObject([{ version: 3, shape: 'none', points: [] }]);
    expect(await asOwner(started, 'SELECT version, superseded_at IS NULL AS current FROM outline WHERE image_id = $1 ORDER BY version', [imageId]))
      .toEqual([{ version: 1, current: false }, { version: 2, current: false }, { version: 3, current: true }]);
  });

  it('of a version that somebody else has drawn over is refused, and nothing changes', async () => {
    const mine = await draw(0, triangle);
    expect(await problemOf(draw(0, { shape: 'rectangle', points: [[0, 0], [50, 50]] }))).toMatchObject({ status: 412, code: 'version-changed' });
    expect(await read()).toEqual(mine);
  });

  it.each<[string, Drawn, string]>([
    ['outside the picture', { shape: 'polygon', points: [[100, 100], [641, 100], [150, 220]] }, 'outline-outside-image'],
    ['that crosses itself', { shape: 'polygon', points: [[0, 0], [50, 50], [50, 0], [0, 50]] }, 'outline-crosses-itself'],
    ['of two corners', { shape: 'polygon', points: [[0, 0], [50, 50]] }, 'outline-corners'],
  ])('%s is refused', async (_, body, code) => {
    expect(await problemOf(draw(0, body))).toMatchObject({ status: 422, code, field: 'points' });
    expect((await read()).outlines).toEqual([]);
  });

  it('on a locked case is refused by the service and by the database', async () => {
    await draw(0, triangle);
    await lockCase(started, opened);
    expect(await problemOf(draw(1, triangle))).toMatchObject({ status: 409, code: 'case-locked' });
    expect(await read()).toMatchObject({ frozen: true });
    await expect(asOwner(started, 'UPDATE outline SET superseded_at = now() WHERE image_id = $1', [imageId])).rejects.toThrow('locked-data');
  });

  it('of another centre is not there', async () => {
    const stranger = await started.as('investigator', 'C02');
    expect(await problemOf(draw(0, triangle, 'lesion', stranger))).toMatchObject({ status: 404, code: 'not-found' });
  });
});
