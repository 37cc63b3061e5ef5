import { attentionOverlay } from './attention-overlay.ts';

const alphaAt = (cam: readonly number[], x: number, y: number): number => {
  const { rgba, side } = attentionOverlay(Float32Array.from(cam), Math.sqrt(cam.length));
  return rgba[4 * (Math.floor(y * (side - 1)) * side + Math.floor(x * (side - 1))) + 3] ?? NaN;
};

describe('an attention overlay', () => {
  it('is densest where the map is strongest and clear where it is weakest', () => {
    const cam = [0, 0, 0, 4];
    expect(alphaAt(cam, 1, 1)).toBe(255);
    expect(alphaAt(cam, 0, 0)).toBe(0);
    expect(alphaAt(cam, 0.5, 0.5)).toBeGreaterThan(30);
    expect(alphaAt(cam, 0.5, 0.5)).toBeLessThan(110);
  });

  it.each([[[0, 0, 0, 0]], [[3, 3, 3, 3]]])('shows nothing of a map that is the same everywhere: %j', (cam) => {
    expect(attentionOverlay(Float32Array.from(cam), 2).rgba.every((value) => value === 0)).toBe(true);
  });
});
