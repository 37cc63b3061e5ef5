import type { QueuedTraining } from '@echocohort/jobs';
import fc from 'fast-check';
import { lengthKey, queuePlaces } from './expected-times.ts';

const now = new Date('2026-11-23T12:00:00Z');
const inSeconds = (seconds: number): string => new Date(now.getTime() + 1000 * seconds).toISOString();
type Entry = Pick<QueuedTraining, 'id' | 'state'>;
const running = (id: string): Entry => ({ id, state: 'leased' });
const waiting = (id: string): Entry => ({ id, state: 'queued' });
const places = (entries: Entry[], lengths: Record<string, number | null>, trainers: number) => Object.fromEntries(queuePlaces(entries, new Map(Object.entries(lengths)), trainers, now));

describe('places in the queue', () => {
  it.each<[string, Entry[], Record<string, number | null>, number, Record<string, [number, string, number | null, number | null]>]>([
    ['an idle trainer takes the next one now', [waiting('a')], { a: 60 }, 1, { a: [1, 'next', 0, 60] }],
    ['without a trainer nothing is expected', [waiting('a')], { a: 60 }, 0, { a: [1, 'no-trainer', null, null] }],
    ['one follows another on one trainer', [running('r'), waiting('a'), waiting('b')], { r: 100, a: 60, b: 30 }, 1, { a: [1, 'busy-trainers', 100, 160], b: [2, 'busy-trainers', 160, 190] }],
    ['two trainers share', [running('r'), running('s'), waiting('a'), waiting('b'), waiting('c')], { r: 100, s: 20, a: 60, b: 30, c: 5 }, 2, { a: [1, 'busy-trainers', 20, 80], b: [2, 'busy-trainers', 80, 110], c: [3, 'busy-trainers', 100, 105] }],
    ['what follows something of unknown length has no time', [running('r'), waiting('a')], { r: null, a: 60 }, 1, { a: [1, 'busy-trainers', null, null] }],
    ['an unknown length has a start but no end', [waiting('a'), waiting('b')], { a: null, b: 5 }, 1, { a: [1, 'next', 0, null], b: [2, 'busy-trainers', null, null] }],
    ['paused ones take no place', [{ id: 'p', state: 'paused' }, waiting('a')], { p: 10, a: 60 }, 1, { a: [1, 'next', 0, 60] }],
  ])('%s', (_what, entries, lengths, trainers, expected) => {
    const told = Object.entries(expected).map(([id, [position, waitsFor, start, end]]) => [id, { position, waitsFor, expectedStart: start === null ? null : inSeconds(start), expectedEnd: end === null ? null : inSeconds(end) }]);
    expect(places(entries, lengths, trainers)).toEqual(Object.fromEntries(told));
  });

  it('start in their order, whatever their lengths', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 4 }), (lengths, trainers) => {
      const entries = lengths.map((_, index) => waiting(String(index)));
      const starts = [...queuePlaces(entries, new Map(lengths.map((seconds, index) => [String(index), seconds])), trainers, now).values()].map(({ expectedStart }) => Date.parse(expectedStart ?? ''));
      expect(starts).toEqual([...starts].sort((a, b) => a - b));
    }), { numRuns: 50 });
  });
});

describe('what makes trainings comparable', () => {
  const work = (config: Record<string, string | number | null | Record<string, number>>) => ({ runId: 'r', snapshotRoot: 'a'.repeat(64), config });
  it.each([
    ['neither the seed', { seed: 2 }, true],
    ['nor which fold', { fold: { index: 1, of: 5 } }, false],
    ['but the size', { width: 8 }, false],
    ['and the epochs', { epochs: 3 }, false],
  ])('%s', (_what, config, same) => expect(lengthKey(work(config)) === lengthKey(work({}))).toBe(same));
  it('folds of one plan are alike', () => expect(lengthKey(work({ fold: { index: 0, of: 5 } }))).toBe(lengthKey(work({ fold: { index: 4, of: 5 }, seed: 9 }))));
});
