import { fittingBatch, isOutOfMemory, memoryNeed } from './memory-need.ts';

const full = { width: 64, imageSize: 224, batchSize: 16, branches: 1 as const, parameters: 11_200_000 };

describe('memory of a training', () => {
  // Measured on two cores with TensorFlow 2.15: peaks in GB.
  it.each([[{ ...full, batchSize: 16 }, 1.8, 2.2], [{ ...full, batchSize: 32 }, 2.9, 3.6], [{ ...full, imageSize: 112 }, 0.9, 1.4]])('is near what was measured: %j', (size, least, most) => {
    expect(memoryNeed('tfjs-node', size) / 1e9).toBeGreaterThan(least);
    expect(memoryNeed('tfjs-node', size) / 1e9).toBeLessThan(most);
  });
  it('names the batch that fits, never a larger one than asked for', () => {
    expect(fittingBatch('tfjs-node', full, 16e9)).toBe(16);
    const batch = fittingBatch('tfjs-node', full, 1.5e9);
    expect(batch).toBeGreaterThanOrEqual(4);
    expect(batch).toBeLessThan(16);
    expect(memoryNeed('tfjs-node', { ...full, batchSize: batch })).toBeLessThanOrEqual(1.5e9);
    expect(fittingBatch('tfjs-node', full, 0.6e9)).toBe(0);
  });
  it('knows that WebAssembly addresses no more than four gigabytes', () => expect(fittingBatch('wasm', full, 64e9)).toBeLessThan(16));
  it.each([['OOM when allocating tensor', true], ['memory access out of bounds', true], ['std::bad_alloc', true], ['shapes do not match', false]])('tells a lack of memory from other errors: %s', (message, lack) => expect(isOutOfMemory(new Error(message))).toBe(lack));
});
