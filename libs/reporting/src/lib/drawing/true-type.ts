/** A stroke of an outline: a point to move or draw to, in units of the font, y upwards. */
type Stroke = readonly ['M' | 'L', number, number] | readonly ['Q', number, number, number, number];

interface Point {
  readonly x: number;
  readonly y: number;
  readonly on: boolean;
}

/** Deeper than any font nests its composite letters. */
const DEEPEST = 6;

/** Outlines and widths of a TrueType font (OpenType specification, tables cmap, glyf, head, hhea, hmtx, loca, maxp). */
export class TrueTypeFont {
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  private readonly view: DataView;
  private readonly tables = new Map<string, number>();
  private readonly longOffsets: boolean;
  private readonly widths: number;
  private readonly outlines = new Map<number, readonly Stroke[]>();
  private readonly glyphs = new Map<number, number>();
  private readonly characters: number;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const count = this.view.getUint16(4);
    for (let index = 0; index < count; index++) {
      const at = 12 + 16 * index;
      this.tables.set(String.fromCharCode(...bytes.subarray(at, at + 4)), this.view.getUint32(at + 8));
    }
    const [head, hhea] = [this.table('head'), this.table('hhea')];
    this.unitsPerEm = this.view.getUint16(head + 18);
    this.longOffsets = this.view.getInt16(head + 50) === 1;
    this.ascent = this.view.getInt16(hhea + 4);
    this.descent = this.view.getInt16(hhea + 6);
    this.widths = this.view.getUint16(hhea + 34);
    this.characters = this.characterTable();
  }

  private table(tag: string): number {
    const at = this.tables.get(tag);
    if (at === undefined) throw new Error(`the font has no table ${tag}`);
    return at;
  }

  /** The subtable of cmap that covers all of Unicode (format 12). */
  private characterTable(): number {
    const cmap = this.table('cmap');
    for (let index = 0; index < this.view.getUint16(cmap + 2); index++) {
      const at = cmap + this.view.getUint32(cmap + 4 + 8 * index + 4);
      if (this.view.getUint16(at) === 12) return at;
    }
    throw new Error('the font has no character table of format 12');
  }

  /** The glyph of a character; 0, the font's box, for one that it lacks. */
  glyphOf(character: number): number {
    const known = this.glyphs.get(character);
    if (known !== undefined) return known;
    let [low, high] = [0, this.view.getUint32(this.characters + 12) - 1];
    let glyph = 0;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = this.characters + 16 + 12 * middle;
      const [first, last] = [this.view.getUint32(at), this.view.getUint32(at + 4)];
      if (character < first) high = middle - 1;
      else if (character > last) low = middle + 1;
      else {
        glyph = this.view.getUint32(at + 8) + character - first;
        break;
      }
    }
    this.glyphs.set(character, glyph);
    return glyph;
  }

  /** How far the pen moves. */
  advance(glyph: number): number {
    return this.view.getUint16(this.table('hmtx') + 4 * Math.min(glyph, this.widths - 1));
  }

  outline(glyph: number): readonly Stroke[] {
    const known = this.outlines.get(glyph);
    if (known) return known;
    const strokes = this.contours(glyph, 0).flatMap(strokesOf);
    this.outlines.set(glyph, strokes);
    return strokes;
  }

  private place(glyph: number): { at: number; length: number } {
    const loca = this.table('loca');
    const offset = (index: number): number => (this.longOffsets ? this.view.getUint32(loca + 4 * index) : 2 * this.view.getUint16(loca + 2 * index));
    return { at: this.table('glyf') + offset(glyph), length: offset(glyph + 1) - offset(glyph) };
  }

  private contours(glyph: number, depth: number): Point[][] {
    const { at, length } = this.place(glyph);
    if (length === 0 || depth > DEEPEST) return [];
    const count = this.view.getInt16(at);
    return count >= 0 ? this.simple(at + 10, count) : this.composite(at + 10, depth);
  }

  private simple(start: number, count: number): Point[][] {
    const ends = Array.from({ length: count }, (_, index) => this.view.getUint16(start + 2 * index));
    const total = (ends.at(-1) ?? -1) + 1;
    let at = start + 2 * count;
    at += 2 + this.view.getUint16(at);
    const flags: number[] = [];
    while (flags.length < total) {
      const flag = this.view.getUint8(at++);
      const repeats = flag & 8 ? this.view.getUint8(at++) : 0;
      for (let index = 0; index <= repeats; index++) flags.push(flag);
    }
    const axis = (short: number, same: number): number[] => {
      let value = 0;
      return flags.map((flag) => {
        if (flag & short) value += flag & same ? this.view.getUint8(at++) : -this.view.getUint8(at++);
        else if (!(flag & same)) {
          value += this.view.getInt16(at);
          at += 2;
        }
        return value;
      });
    };
    const xs = axis(2, 16);
    const ys = axis(4, 32);
    let from = 0;
    return ends.map((end) => {
      const contour = flags.slice(from, end + 1).map((flag, index): Point => ({ x: xs[from + index] ?? 0, y: ys[from + index] ?? 0, on: (flag & 1) === 1 }));
      from = end + 1;
      return contour;
    });
  }

  /** A letter made of others, each moved and perhaps scaled. */
  private composite(start: number, depth: number): Point[][] {
    const parts: Point[][] = [];
    let [at, more] = [start, true];
    while (more) {
      const [flags, glyph] = [this.view.getUint16(at), this.view.getUint16(at + 2)];
      const words = (flags & 1) === 1;
      const [dx, dy] = words ? [this.view.getInt16(at + 4), this.view.getInt16(at + 6)] : [this.view.getInt8(at + 4), this.view.getInt8(at + 5)];
      at += words ? 8 : 6;
      const scale = (offset: number): number => this.view.getInt16(at + offset) / 16384;
      const matrix = flags & 8 ? [scale(0), 0, 0, scale(0)] : flags & 64 ? [scale(0), 0, 0, scale(2)] : flags & 128 ? [scale(0), scale(2), scale(4), scale(6)] : [1, 0, 0, 1];
      at += flags & 8 ? 2 : flags & 64 ? 4 : flags & 128 ? 8 : 0;
      const [a = 1, b = 0, c = 0, d = 1] = matrix;
      parts.push(...this.contours(glyph, depth + 1).map((contour) => contour.map(({ x, y, on }): Point => ({ x: a * x + c * y + dx, y: b * x + d * y + dy, on }))));
      more = (flags & 32) !== 0;
    }
    return parts;
  }
}

const between = (one: Point, other: Point): Point => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2, on: true });

/** A closed contour as strokes; between two control points lies a point of the curve that the font leaves out. */
function strokesOf(contour: readonly Point[]): Stroke[] {
  const [first] = contour;
  const last = contour.at(-1);
  if (!first || !last) return [];
  const start = first.on ? first : last.on ? last : between(first, last);
  const strokes: Stroke[] = [['M', start.x, start.y]];
  const rest = first.on ? contour.slice(1) : contour;
  let control: Point | null = null;
  for (const point of [...rest, start]) {
    if (point.on) {
      strokes.push(control ? ['Q', control.x, control.y, point.x, point.y] : ['L', point.x, point.y]);
      control = null;
    } else {
      if (control) {
        const middle = between(control, point);
        strokes.push(['Q', control.x, control.y, middle.x, middle.y]);
      }
      control = point;
    }
  }
  return strokes;
}
