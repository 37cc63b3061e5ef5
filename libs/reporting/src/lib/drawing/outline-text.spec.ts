import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outlineTexts } from './outline-text.ts';
import { TrueTypeFont } from './true-type.ts';

const font = new TrueTypeFont(new Uint8Array(readFileSync(join(__dirname, '../../../../../node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'))));
const fonts = { regular: font, bold: font };
const drawn = (text: string): string => outlineTexts(`<svg font-size="10">${text}</svg>`, fonts);
/** The x of every point where a letter begins. */
const starts = (svg: string): number[] => [...svg.matchAll(/M([-\d.]+) /g)].map(([, x = '']) => Number(x));

describe('texts as outlines', () => {
  it('leave no text behind, and keep the rest', () => {
    const svg = drawn('<rect width="3"/><text x="5" y="20" fill="#111">Sensitivity 灵敏度</text>');
    expect(svg).not.toContain('<text');
    expect(svg).toMatch(/<rect width="3"\/><path d="M[^"]+Z" fill="#111"\/>/);
  });
  it('stand where their anchor says', () => {
    const at = (anchor: string): number => Math.min(...starts(drawn(`<text x="100" y="0" text-anchor="${anchor}">Hamburg</text>`)));
    expect(at('start')).toBeGreaterThan(100);
    expect(at('middle')).toBeLessThan(100);
    expect(at('end')).toBeLessThan(at('middle'));
  });
  it('know Chinese characters, and draw the box of one that the font lacks', () => {
    expect(font.glyphOf('病'.codePointAt(0) ?? 0)).not.toBe(0);
    expect(font.glyphOf(0x10ffff)).toBe(0);
    expect(drawn('<text x="0" y="0">病</text>').length).toBeGreaterThan(200);
  });
  it('read escaped signs as one letter', () => expect(drawn('<text x="0" y="0">&lt;</text>')).toBe(drawn('<text x="0" y="0">&#39;</text>').replace(/d="[^"]*"/, /d="[^"]*"/.exec(drawn('<text x="0" y="0">&lt;</text>'))?.[0] ?? '')));
  it('keep turns, and take their size from the style', () => {
    const turned = drawn('<text transform="rotate(-90 1 2)" style="font-size:20px" x="0" y="0">H</text>');
    expect(turned).toContain('transform="rotate(-90 1 2)"');
    expect(turned.length).toBeGreaterThan(30);
  });
});
