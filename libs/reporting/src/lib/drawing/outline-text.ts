import type { TrueTypeFont } from './true-type.ts';

/** The font of a drawing, read. */
export interface OutlineFonts {
  readonly regular: TrueTypeFont;
  readonly bold: TrueTypeFont;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const decoded = (text: string): string => text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole);

function attributesOf(text: string): Map<string, string> {
  const found = new Map([...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
  for (const [, name = '', value = ''] of (found.get('style') ?? '').matchAll(/([\w-]+)\s*:\s*([^;]+)/g)) found.set(name, value.trim());
  return found;
}

const isBold = (weight: string | undefined): boolean => weight === 'bold' || Number(weight) >= 600;
const short = (value: number): string => String(Math.round(value * 100) / 100);

function pathOf(text: string, font: TrueTypeFont, size: number, startX: number, baseline: number): string {
  const scale = size / font.unitsPerEm;
  let pen = startX;
  let path = '';
  for (const character of text) {
    const glyph = font.glyphOf(character.codePointAt(0) ?? 0);
    const x = (value: number): string => short(pen + value * scale);
    const y = (value: number): string => short(baseline - value * scale);
    for (const stroke of font.outline(glyph)) {
      path += stroke[0] === 'Q' ? `Q${x(stroke[1])} ${y(stroke[2])} ${x(stroke[3])} ${y(stroke[4])}` : `${path !== '' && stroke[0] === 'M' ? 'Z' : ''}${stroke[0]}${x(stroke[1])} ${y(stroke[2])}`;
    }
    pen += font.advance(glyph) * scale;
  }
  return path === '' ? '' : `${path}Z`;
}

/**
 * The drawing with its texts as outlines. The rasteriser opens a font file anew for every text, which costs more than the whole
 * picture; drawn so it needs no font, and the picture is the same wherever it is made.
 */
export function outlineTexts(svg: string, fonts: OutlineFonts): string {
  const root = attributesOf(/^<svg[^>]*>/.exec(svg)?.[0] ?? '');
  return svg.replace(/<text\b([^>]*)>([^<]*)<\/text>/g, (_, written: string, content: string) => {
    const attributes = attributesOf(written);
    const font = isBold(attributes.get('font-weight')) ? fonts.bold : fonts.regular;
    const size = Number.parseFloat(attributes.get('font-size') ?? root.get('font-size') ?? '12');
    const text = decoded(content);
    const width = ([...text].reduce((sum, character) => sum + font.advance(font.glyphOf(character.codePointAt(0) ?? 0)), 0) * size) / font.unitsPerEm;
    const anchor = attributes.get('text-anchor');
    const x = Number(attributes.get('x') ?? 0) - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0);
    const central = attributes.get('dominant-baseline') === 'central';
    const baseline = Number(attributes.get('y') ?? 0) + (central ? ((font.ascent + font.descent) / 2 / font.unitsPerEm) * size : 0);
    const transform = attributes.get('transform');
    return `<path d="${pathOf(text, font, size, x, baseline)}" fill="${attributes.get('fill') ?? '#000'}"${transform === undefined ? '' : ` transform="${transform}"`}/>`;
  });
}
