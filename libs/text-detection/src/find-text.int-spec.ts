/** @jest-environment ./tools/jest/one-realm-environment.cjs */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDicom, readRegions, renderFrame } from '@echocohort/dicom';
import { BACKGROUND_VIEWS, drawPicture, VENDOR_LAYOUTS, type LesionLook } from '@echocohort/testing';
import { findText } from './lib/find-text.ts';
import { nameOf } from './lib/own-name.ts';
import { NO_IDENTITY, ownIdentity } from './lib/own-identity.ts';
import type { FoundText, PaintedFrame, PixelBox, TextModel } from './lib/text-detection.types.ts';
import { nodeTextModel } from './spec-cases/node-text-model.ts';
import { speckle, widthOf, withTexts, type DrawnText } from './spec-cases/speckle-picture.ts';

jest.setTimeout(120_000);

const [WIDTH, HEIGHT] = [640, 480];
const SEED = `speckle ${process.env['ECHOCOHORT_SEED'] ?? '1'}`;
const WHOLE: PixelBox = { x0: 0, y0: 0, x1: WIDTH - 1, y1: HEIGHT - 1 };
const SIZES = [9, 10, 12, 14, 16, 20];
const WORDS: readonly (readonly [string, string])[] = [['ZHANG WEI', '#ffffff'], ['王小明', '#ffff00'], ['20190314', '#ffffff'], ['H7654321', '#ffff00'], ['欧阳娜', '#ffffff']];
const TEXTS: DrawnText[] = SIZES.flatMap((px, row) => WORDS.map(([text, fill], column) => ({ x: 20 + column * 122, y: 50 + row * 70, px, text, fill })));

let model: TextModel;
beforeAll(async () => {
  model = await nodeTextModel();
});

const search = (frame: PaintedFrame, identity = NO_IDENTITY, regions: readonly PixelBox[] = [WHOLE]): Promise<readonly FoundText[]> => findText(model, { frames: 1, regions, frame: () => frame }, identity);

/** Whether a box covers more than half of a drawn line. */
const covers = (drawn: DrawnText) => ({ box }: FoundText): boolean =>
  Math.min(box.x1, drawn.x + widthOf(drawn)) - Math.max(box.x0, drawn.x) > widthOf(drawn) / 2 && box.y0 <= drawn.y - drawn.px / 2 && box.y1 >= drawn.y - drawn.px / 2;

describe.each([40, 90, 140])('on speckle of mean grey %i', (mean) => {
  const clean = speckle(WIDTH, HEIGHT, mean, SEED);

  it('finds no text where there is none', async () => expect(await search(clean)).toEqual([]));

  it('finds every text of 9 to 20 px, Latin, Han and digits, white and yellow, and from 10 px on knows the file\'s own name, number and date again', async () => {
    const names = [nameOf('Zhang^Wei'), nameOf('王^小明')].filter((name) => name !== null);
    const found = await search(withTexts(clean, TEXTS), { names, numbers: ['h7654321'], dates: ['20190314'] });
    expect(TEXTS.filter((drawn) => !found.some(covers(drawn))).map(({ px, text }) => `${px} ${text}`)).toEqual([]);
    const own = TEXTS.filter(({ px, text }) => px >= 10 && text !== '欧阳娜');
    expect(own.filter((drawn) => !found.some((text) => text.verdict === 'blocks' && covers(drawn)(text))).map(({ px, text }) => `${px} ${text}`)).toEqual([]);
    expect(found.filter(({ text, verdict }) => verdict === 'blocks' && text === '欧阳娜')).toEqual([]);
  });
});

describe('texts that do not stand upright', () => {
  it.each([['down', 90, [60, 80]], ['up', 270, [60, 200]], ['head over heels', 180, [180, 150]]] as const)('that run %s are found', async (_, angle, [x, y]) => {
    const base = speckle(400, 320, 60, `${SEED} turned`);
    const drawn = withTexts(base, [{ x, y, px: 16, text: 'H7654321', fill: '#ffffff', angle }, { x: x + 150, y, px: 16, text: '王小明', fill: '#ffff00', angle }]);
    const found = await findText(model, { frames: 1, regions: [{ x0: 0, y0: 0, x1: 399, y1: 319 }], frame: () => drawn }, { ...NO_IDENTITY, numbers: ['h7654321'] });
    expect(found).toHaveLength(2);
    expect(found.filter(({ verdict }) => verdict === 'blocks').map(({ match }) => match)).toEqual(['number']);
  });
});

describe('on real and drawn pictures', () => {
  it('finds the name inside the second region of a real file, and calls it the file\'s own', async () => {
    const parsed = parseDicom(new Uint8Array(readFileSync(join(__dirname, '../../deidentification/test-files/dcm4che_YBR_FULL-RLE.dcm'))));
    const frame = parsed.ok ? renderFrame(parsed.value) : parsed;
    if (!parsed.ok || !frame.ok) throw new Error('the sample is not readable');
    const regions = readRegions(parsed.value).filter(({ spatialFormat }) => spatialFormat !== 0);
    const found = await search(frame.value, ownIdentity(parsed.value), regions);
    expect(found).toMatchObject([{ verdict: 'blocks', match: 'name', text: 'DOE' }]);
    const [{ box } = { box: WHOLE }] = found;
    expect([box.x0 > 84, box.y0 > 48, box.x1 < 483, box.y1 < 415]).toEqual([true, true, true, true]);
  });

  it('finds nothing in the moving pictures of the drawn scanners', async () => {
    const text = { hospital: '', patientName: '', patientId: '', date: '', time: '', model: '', transducer: '' };
    const look: LesionLook = { diameterCm: 2.4, elongation: 1.2, echoDb: 8, unevenDb: 4, grainCm: 0.4, haloDb: 4, rimDb: 3, irregularity: 0.1, blur: 0.1, enhancementDb: 3, flow: 0.6, satellites: 1 };
    const boxes: string[] = [];
    for (const layout of VENDOR_LAYOUTS.slice(0, 2)) {
      for (const view of ['plane', 'doppler', BACKGROUND_VIEWS[0] ?? 'plane'] as const) {
        const { width, height, bytes, channels, regions } = drawPicture({ seed: SEED, lesionSeed: SEED, layout, view, background: 'normal', text, look });
        const rgba = Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) => (at % 4 === 3 ? 255 : bytes[Math.floor(at / 4) * channels + (channels === 3 ? at % 4 : 0)] ?? 0));
        boxes.push(...(await search({ width, height, rgba }, NO_IDENTITY, regions)).map(({ box }) => `${layout.name} ${view} ${JSON.stringify(box)}`));
      }
    }
    expect(boxes).toEqual([]);
  });

  it('finds a text that stands in one frame of a cine only', async () => {
    const still = speckle(320, 240, 60, SEED);
    const marked = withTexts(still, [{ x: 100, y: 120, px: 14, text: 'WANG FANG', fill: '#ffffff' }]);
    const found = await findText(model, { frames: 12, regions: [{ x0: 0, y0: 0, x1: 319, y1: 239 }], frame: (index) => (index === 4 ? marked : still) }, NO_IDENTITY);
    expect(found.map(({ frame, text }) => [frame, text.replace(/\s/g, '')])).toEqual([[4, 'WANGFANG']]);
  });
});
