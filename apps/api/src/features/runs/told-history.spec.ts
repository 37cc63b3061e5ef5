import type { ProgressEvent, ProgressRow } from '@echocohort/jobs';
import { engineOf, historyOf, stepOf, takingsOf } from './told-history.ts';

const told = (...events: ProgressEvent[]): ProgressRow[] => events.map((event, index) => ({ id: index + 1, at: `2026-11-23T12:00:0${index % 10}.000Z`, event }));
const taken = (trainer: string, reason: 'first' | 'taken-over' | 'resumed'): ProgressEvent => ({ kind: 'taken', trainer, reason });
const started = (resumedAt: { epoch: number; step: number } | null, engine = 'wasm'): ProgressEvent => ({ kind: 'started', engine, version: 'tfjs 4', threads: 2, images: 9, lesions: 3, resumedAt });
const epoch = (number: number, loss = number): ProgressEvent => ({ kind: 'epoch', epoch: number, epochs: 4, loss, internalAuc: 0.5, imagesPerSecond: 9, secondsLeft: 1 });
const step = (number: number): ProgressEvent => ({ kind: 'step', epoch: 1, epochs: 4, step: number, steps: 9, loss: 1, imagesPerSecond: 8, secondsLeft: 4, secondsPerStep: 0.5, memoryMb: 90 });

describe('the history of a run', () => {
  it.each<[string, ProgressEvent[], [number, number][]]>([
    ['is its epochs', [started(null), epoch(1), epoch(2)], [[1, 1], [2, 2]]],
    ['goes on where a checkpoint was, without an epoch twice', [started(null), epoch(1), epoch(2, 20), started({ epoch: 2, step: 0 }), epoch(2, 21), epoch(3)], [[1, 1], [2, 21], [3, 3]]],
    ['begins anew when there was no checkpoint', [started(null), epoch(1, 10), started(null), epoch(1, 11)], [[1, 11]]],
    ['keeps what stands before the middle of an epoch', [started(null), epoch(1), started({ epoch: 2, step: 7 })], [[1, 1]]],
    ['is empty before the first', [taken('a', 'first')], []],
  ])('%s', (_what, events, expected) => expect(historyOf(told(...events)).map(({ epoch: number, loss }) => [number, loss])).toEqual(expected));
});

describe('who had it', () => {
  it('tells each taking with the place it went on from', () => {
    const rows = told(taken('one', 'first'), started(null), epoch(1), taken('two', 'taken-over'), started({ epoch: 2, step: 12 }), taken('one', 'resumed'));
    expect(takingsOf(rows).map(({ trainer, why, epoch: at, step: after }) => [trainer, why, at, after])).toEqual([['one', 'first', null, null], ['two', 'taken-over', 2, 12], ['one', 'resumed', null, null]]);
  });
  it('shows the step of the present trainer only', () => {
    expect(stepOf(told(taken('one', 'first'), step(3)))).toMatchObject({ step: 3, memoryMb: 90 });
    expect(stepOf(told(taken('one', 'first'), step(3), taken('two', 'taken-over')))).toBeNull();
    expect(stepOf([])).toBeNull();
  });
  it('names the engine of the last start', () => {
    expect(engineOf(told(started(null), started(null, 'tfjs-node')))).toBe('tfjs-node (tfjs 4), 2 threads');
    expect(engineOf([])).toBeNull();
  });
});
