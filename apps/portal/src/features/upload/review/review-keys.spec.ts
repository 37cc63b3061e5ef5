import { actOf, type ReviewKeys } from './review-keys.ts';

function pressed(key: string, shift = false): string[] {
  const done: string[] = [];
  const note = (name: string) => (value?: number) => void done.push(value === undefined ? name : `${name} ${value}`);
  const keys: ReviewKeys = { move: note('move'), approve: note('approve'), approveBatch: note('batch'), reject: note('reject'), draw: note('draw'), undo: note('undo'), step: note('step'), play: note('play'), tab: note('tab'), close: note('close') };
  actOf(key, shift, keys)?.();
  return done;
}

describe('the keys of the review', () => {
  it.each([
    ['ArrowRight', false, ['move 1']], ['ArrowLeft', false, ['move -1']], ['a', false, ['approve']], ['A', true, ['batch']], ['A', false, ['approve']], ['r', false, ['reject']], ['b', false, ['draw']],
    ['u', false, ['undo']], [',', false, ['step -1']], ['.', false, ['step 1']], [' ', false, ['play']], ['1', false, ['tab 0']], ['2', false, ['tab 1']], ['Escape', false, ['close']], ['x', false, []], ['Enter', false, []],
  ])('%s (shift %s)', (key, shift, acts) => expect(pressed(key, shift)).toEqual(acts));
});
