/** @jest-environment ./tools/jest/one-realm-environment.cjs */
import { findText } from './lib/find-text.ts';
import { NO_IDENTITY } from './lib/own-identity.ts';
import { nodeTextModel } from './spec-cases/node-text-model.ts';

it('runs', async () => {
  const model = await nodeTextModel();
  const rgba = new Uint8ClampedArray(320 * 240 * 4).fill(90);
  expect(await findText(model, { frames: 1, regions: [{ x0: 0, y0: 0, x1: 319, y1: 239 }], frame: () => ({ width: 320, height: 240, rgba }) }, NO_IDENTITY)).toEqual([]);
}, 60_000);
