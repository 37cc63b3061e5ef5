import { framesToSearch } from './frames-to-search.ts';
import { looksHarmless } from './harmless-words.ts';
import { matchIdentity } from './match-identity.ts';
import type { OwnIdentity } from './own-identity.ts';
import { cutView, detectionInput, drawnBox, inkView, plainView, type View } from './picture-view.ts';
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

async function findInTile(model: TextModel, frame: PaintedFrame, tile: PixelBox, identity: OwnIdentity, index: number): Promise<FoundText[]> {
  const views = [plainView(frame, tile), inkView(frame, tile)] as const;
  const boxes = mergeLines([...(await boxesIn(model, views[0], NOT_BLACK, 1)), ...(await boxesIn(model, views[1], DRAWN, LEAST_INK))]);
  const found: FoundText[] = [];
  for (const box of boxes) {
    const lines = [await readLine(model, views[0], box), await readLine(model, views[1], box)];
    if (!isText(box, lines, drawnBox(cutView(views[1], box), DRAWN, LEAST_INK, 0) !== null)) continue;
    found.push({ frame: index, box: moved(box, tile), ...judge({ lines, identity }) });
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
