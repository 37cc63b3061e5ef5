import { Resvg } from '@resvg/resvg-js';
import { opaquePng } from './opaque-png.ts';

const pixelsOf = (png: Uint8Array, width: number, height: number): Uint8Array => {
  const href = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  return new Uint8Array(new Resvg(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image href="${href}" width="${width}" height="${height}"/></svg>`, { background: '#ffffff' }).render().pixels);
};
const drawn = (svg: string): Uint8Array => new Uint8Array(new Resvg(`<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">${svg}</svg>`).render().asPng());

describe('a picture without transparency', () => {
  it.each([
    ['solid shapes', '<rect width="40" height="30" fill="#123456"/><circle cx="20" cy="15" r="9" fill="#fa0"/>'],
    ['half transparent ones', '<rect width="30" height="20" fill="#c00" opacity="0.5"/><path d="M0 30 L40 0" stroke="#080" stroke-width="3"/>'],
  ])('shows %s as they look on white', (_, svg) => {
    const source = drawn(svg);
    const opaque = opaquePng(source);
    expect([source[25], opaque[25]]).toEqual([6, 2]);
    const [before, after] = [pixelsOf(source, 40, 30), pixelsOf(opaque, 40, 30)];
    expect(after.length).toBe(before.length);
    expect(Math.max(...after.map((value, at) => Math.abs(value - (before[at] ?? 0))))).toBeLessThanOrEqual(1);
  });

  it('comes back as it is when it has none', () => {
    const opaque = opaquePng(drawn('<rect width="9" height="9" fill="#999"/>'));
    expect(opaquePng(opaque)).toBe(opaque);
  });
});
