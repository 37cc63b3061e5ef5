import fc from 'fast-check';
import { axisEnd, latestOf, placeOf, shareDone } from './run-place.ts';

const at = '2026-11-23T16:00:00.000Z';
const epochDone = (epoch: number, epochs = 10) => ({ epoch, epochs, loss: 1, imagesPerSecond: 1, secondsLeft: 1, internalAuc: null, internalLower: null, internalUpper: null, memoryMb: null, engineShare: null, at });
const stepDone = (epoch: number, step: number, steps = 4, epochs = 10) => ({ epoch, epochs, step, steps, loss: 1, imagesPerSecond: 1, secondsLeft: 1, memoryMb: null, at });
const failure = { code: 'loss-not-finite', detail: '', facts: {}, epoch: 3, step: 7, lesions: [] };

describe('how far a run has come', () => {
  it.each([
    ['nothing told yet', { failure: null, step: null, progress: null }, null],
    ['the first steps', { failure: null, step: stepDone(1, 2), progress: null }, { epoch: 1, step: 2 }],
    ['a step after whole epochs', { failure: null, step: stepDone(4, 1), progress: epochDone(3) }, { epoch: 4, step: 1 }],
    ['an epoch that ended after the last step told', { failure: null, step: stepDone(3, 4), progress: epochDone(3) }, { epoch: 3, step: null }],
    ['where it failed', { failure, step: stepDone(3, 5), progress: epochDone(2) }, { epoch: 3, step: 7 }],
    ['a failure before the first step', { failure: { ...failure, epoch: null, step: null }, step: null, progress: null }, null],
  ])('%s', (_, run, place) => expect(placeOf(run)).toEqual(place));
});

describe('what was told last', () => {
  it.each([
    ['nothing', { step: null, progress: null }, null],
    ['a step of the first epoch', { step: stepDone(1, 1), progress: null }, 1],
    ['a step after whole epochs', { step: stepDone(4, 1), progress: epochDone(3) }, 4],
    ['an epoch that ended after its last step', { step: stepDone(3, 4), progress: epochDone(3) }, 3],
    ['epochs without a step', { step: null, progress: epochDone(8) }, 8],
  ])('%s', (_, run, epoch) => expect(latestOf(run)?.epoch ?? null).toBe(epoch));
  it.each([[0, 400, 10], [8, 400, 16], [300, 400, 400], [2, 6, 6], [12, 12, 12]])('after %d of %d epochs the axis ends at %d', (done, epochs, end) => expect(axisEnd(done, epochs)).toBe(end));
});

describe('the share that is done', () => {
  it.each([
    ['nothing', { step: null, progress: null }, 0],
    ['half of the first of ten epochs', { step: stepDone(1, 2), progress: null }, 0.05],
    ['three epochs', { step: stepDone(3, 4), progress: epochDone(3) }, 0.3],
    ['all', { step: stepDone(10, 4), progress: epochDone(10) }, 1],
  ])('%s', (_, run, share) => expect(shareDone(run)).toBeCloseTo(share, 12));

  it('never leaves 0 to 1', () => fc.assert(fc.property(fc.nat(20), fc.nat(20), fc.nat(9), (epoch, told, step) => {
    const share = shareDone({ progress: epoch === 0 ? null : epochDone(epoch), step: told === 0 ? null : stepDone(told, step) });
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThanOrEqual(1);
  })));
});
