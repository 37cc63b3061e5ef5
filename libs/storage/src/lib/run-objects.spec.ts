import { checkpointName, leftoverOf, stagedName } from './run-objects.ts';

describe('what lies under a run besides its model', () => {
  it.each([
    [`models/r/${checkpointName(3)}`, { runId: 'r', leftover: { kind: 'checkpoint', taking: 3 } }],
    ['models/r/checkpoint.bin', { runId: 'r', leftover: { kind: 'checkpoint', taking: null } }],
    [`models/r/${stagedName(12, 'run.json')}`, { runId: 'r', leftover: { kind: 'staged', taking: 12 } }],
    ['models/r/weights.bin', null],
    ['models/r/predictions-lb.csv', null],
    ['models/r/checkpoint-x.bin', null],
    ['snapshots/r/checkpoint.bin', null],
    ['models/r/deeper/checkpoint.bin', null],
  ])('%s', (key, expected) => expect(leftoverOf(key)).toEqual(expected));
});
