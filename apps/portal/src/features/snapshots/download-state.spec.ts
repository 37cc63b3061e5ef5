import { bytesFrom, jobSecondsLeft, secondsLeft } from './download-state.ts';

describe('what an answer says of its bytes', () => {
  it.each([
    [200, null, '120', { from: 0, total: 120 }],
    [206, 'bytes 40-119/120', '80', { from: 40, total: 120 }],
    [206, 'bytes 0-119/120', null, { from: 0, total: 120 }],
  ])('%i %s', (status, range, length, expected) => expect(bytesFrom(status, range, length)).toEqual(expected));
  it.each([[200, null, null], [206, null, '80'], [206, 'bytes 40-119/*', '80'], [416, 'bytes */120', null], [403, null, '12'], [200, null, 'x']])('%i %s %s is no download', (status, range, length) => expect(() => bytesFrom(status, range, length)).toThrow());
});

describe('time left', () => {
  it('follows from what is left and the rate', () => expect(secondsLeft({ phase: 'running', got: 25, total: 100, perSecond: 25 })).toBe(3));
  it.each([[{ got: 1, total: null, perSecond: 2 }], [{ got: 1, total: 9, perSecond: 0 }]])('is not said of %j', (figures) => expect(secondsLeft({ phase: 'running', ...figures })).toBeNull());
  it('of a job follows from the time it took so far', () => expect(jobSecondsLeft(0.25, '2026-11-23T10:00:00.000Z', Date.parse('2026-11-23T10:00:10.000Z'))).toBe(30));
  it.each([[0, '2026-11-23T10:00:00.000Z'], [0.5, '2026-11-23T10:00:20.000Z']])('of a job is not said at %f', (progress, at) => expect(jobSecondsLeft(progress, at, Date.parse('2026-11-23T10:00:10.000Z'))).toBeNull());
});
