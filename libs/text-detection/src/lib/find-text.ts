import { framesToSearch } from './frames-to-search.ts';
import { looksHarmless } from './harmless-words.ts';
import { matchIdentity } from './match-identity.ts';
import type { OwnIdentity } from './own-identity.ts';
import { cutView, detectionInput, drawnBox, inkView, plainView, turnedView, type View } from './picture-view.ts';
import { readLine, type ReadLine } from './read-line.ts';
import { mergeLines, textBoxes } from './text-boxes.ts';
import type { FoundText, PaintedFrame, PixelBox, SearchedPicture, TextModel } from './text-detection.types.ts';
import { tilesOf } from './tiles.ts';

/** Fewer drawn-looking pixels than this are no letter. */
const LEAST_INK = 10;
/** How drawn a pixel of the second view must look to count. */
const DRAWN = 96;
/** Brightness from which a pixel is worth looking at: what is black round a sector needs no search. */
const NOT_BLACK = 16;
const MARGIN = 16;

const moved = ({ x0, y0, x1, y1 }: PixelBox, by: PixelBox): PixelBox => ({ x0: x0 + by.x0, y0: y0 + by.y0, x1: x1 + by.x0, y1: y1 + by.y0 });

/** Boxes that the detector finds in a view, looking only at the part that shows anything. */
async function boxesIn(model: TextModel, view: View, from: number, least: number): Promise<PixelBox[]> {
  const part = drawnBox(view, from, least, MARGIN);
  if (part === null) return [];
  const cut = cutView(view, part);
  const input = detectionInput(cut);
  const map = await model.detect(input);
  return textBoxes(map, input.dims[3] ?? 0, cut.width, cut.height).map((box) => moved(box, part));
}

interface Verdict {
  readonly lines: readonly ReadLine[];
  readonly identity: OwnIdentity;
}

/** A line is read in both views; either reading may repeat an identifier, and only what both allow looks harmless. */
function judge({ lines, identity }: Verdict): Pick<FoundText, 'verdict' | 'match' | 'looksHarmless' | 'text' | 'confidence'> {
  const match = lines.map(({ text }) => matchIdentity(text, identity)).find((found) => found !== null) ?? null;
  const best = lines.reduce((a, b) => (b.confidence > a.confidence ? b : a));
  return { verdict: match === null ? 'person-decides' : 'blocks', match, looksHarmless: match === null && looksHarmless(best.text), text: best.text, confidence: best.confidence };
}

/** Taller boxes hold letters of 26 px and more, which are read surely or are none. */
const TALL = 36;
const SHORTEST = 8;
const SURE = 0.6;
/** Letters that are neither near white nor coloured are read surely where a person can read them at all. */
const DIM = 0.8;
/** The networks make letters of bright grains, but unsurely and mostly one at a time; letters of 9 px on bright speckle reach 0.6. */
const LONE_LETTER = 0.8;
const LEAST = 0.35;

/** Whether a box holds text: of a letter's height, and read well enough in one of the views. */
function isText({ y0, y1 }: PixelBox, lines: readonly ReadLine[], drawn: boolean): boolean {
  const height = y1 - y0 + 1;
  const letters = (text: string): number => (text.match(/[\p{L}\p{N}]/gu) ?? []).length;
  const least = (text: string): number => Math.max(drawn ? LEAST : DIM, height > TALL ? SURE : 0, letters(text) === 1 ? LONE_LETTER : 0);
  return height >= SHORTEST && lines.some(({ text, confidence }) => letters(text) > 0 && confidence >= least(text));
}

/** Letters that do not stand upright must be read surely, and more than one of them: every grain gets several chances here. */
const SURE_TURNED = 0.8;
const LEAST_TURNED = 3;
const isTurnedText = (lines: readonly ReadLine[]): boolean => lines.some(({ text, confidence }) => confidence >= SURE_TURNED && (text.match(/[\p{L}\p{N}]/gu) ?? []).length >= LEAST_TURNED);

/** A box of several views, read in each. */
const readIn = async (model: TextModel, views: readonly View[]): Promise<ReadLine[]> => {
  const lines: ReadLine[] = [];
  for (const view of views) lines.push(await readLine(model, view, { x0: 0, y0: 0, x1: view.width - 1, y1: view.height - 1 }));
  return lines;
};
const overHead = (view: View): View => turnedView(turnedView(view, true), true);

/** A box as it lies upright: read as it is, else head over heels; null when neither is text. */
async function readUpright(model: TextModel, box: PixelBox, views: readonly View[]): Promise<readonly ReadLine[] | null> {
  const cuts = views.map((view) => cutView(view, box));
  const ink = cuts[1];
  const drawn = ink !== undefined && drawnBox(ink, DRAWN, LEAST_INK, 0) !== null;
  const lines = await readIn(model, cuts);
  if (isText(box, lines, drawn)) return lines;
  const turned = drawn && box.y1 - box.y0 < TALL ? await readIn(model, cuts.map(overHead)) : [];
  return isTurnedText(turned) ? turned : null;
}

/** How much longer than high a line is; shorter ones are not told from grains when turned. */
const LINE = 1.5;

/** Texts that run up or down, looked for only in what looks drawn: they cost nothing where there is nothing of it. */
async function findTurned(model: TextModel, [plain, ink]: readonly [View, View]): Promise<{ readonly box: PixelBox; readonly lines: readonly ReadLine[] }[]> {
  const turned = [turnedView(plain, false), turnedView(ink, false)] as const;
  const boxes = mergeLines(await boxesIn(model, turned[1], DRAWN, LEAST_INK)).filter(({ x0, y0, x1, y1 }) => x1 - x0 > LINE * (y1 - y0) && y1 - y0 < TALL && y1 - y0 >= SHORTEST);
  const found: { box: PixelBox; lines: readonly ReadLine[] }[] = [];
  for (const box of boxes) {
    const cuts = turned.map((view) => cutView(view, box));
    const lines = await readIn(model, [...cuts, ...cuts.map(overHead)]);
    // Back from the turned view: its rows are the columns of the picture from the right.
    if (isTurnedText(lines)) found.push({ lines, box: { x0: plain.width - 1 - box.y1, y0: box.x0, x1: plain.width - 1 - box.y0, y1: box.x1 } });
  }
  return found;
}

async function findInTile(model: TextModel, frame: PaintedFrame, tile: PixelBox, identity: OwnIdentity, index: number): Promise<FoundText[]> {
  const views = [plainView(frame, tile), inkView(frame, tile)] as const;
  const boxes = mergeLines([...(await boxesIn(model, views[0], NOT_BLACK, 1)), ...(await boxesIn(model, views[1], DRAWN, LEAST_INK))]);
  const found: FoundText[] = [];
  for (const box of boxes) {
    const lines = await readUpright(model, box, views);
    if (lines !== null) found.push({ frame: index, box: moved(box, tile), ...judge({ lines, identity }) });
  }
  for (const { box, lines } of await findTurned(model, views)) {
    const text = { frame: index, box: moved(box, tile), ...judge({ lines, identity }) };
    if (!known(found, text)) found.push(text);
  }
  return found;
}

const area = ({ x0, y0, x1, y1 }: PixelBox): number => Math.max(0, x1 - x0 + 1) * Math.max(0, y1 - y0 + 1);

/** The same box in a later frame, or in an overlapping region or tile, is not told again unless it blocks where the first did not. */
function known(found: readonly FoundText[], { box, verdict }: FoundText): boolean {
  return found.some((other) => {
    const shared = area({ x0: Math.max(box.x0, other.box.x0), y0: Math.max(box.y0, other.box.y0), x1: Math.min(box.x1, other.box.x1), y1: Math.min(box.y1, other.box.y1) });
    return shared >= 0.6 * area(box) && (other.verdict === 'blocks' || verdict !== 'blocks');
  });
}

/** All texts inside the regions of a picture, each with its box and what it means. */
export async function findText(model: TextModel, picture: SearchedPicture, identity: OwnIdentity): Promise<readonly FoundText[]> {
  const found: FoundText[] = [];
  for await (const { index, frame } of framesToSearch(picture)) {
    for (const tile of tilesOf(picture.regions, frame)) {
      for (const text of await findInTile(model, frame, tile, identity, index)) if (!known(found, text)) found.push(text);
    }
  }
  return found;
}
