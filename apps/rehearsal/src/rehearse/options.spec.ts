import { ScoreCard } from '../score/score-card.ts';
import { inTurn } from '../demo/in-turn.ts';
import { readOptions } from './options.ts';

describe('options of the rehearsal', () => {
  it('has the documented defaults', () => {
    expect(readOptions([])).toEqual({ centres: 13, patients: 40, seed: '1', faults: 'standard', json: null, keep: null });
  });

  it.each([
    [['--centres', '2'], /--centres/],
    [['--centres', '4', '--patients', '7'], /--patients/],
    [['--faults', 'some'], /--faults/],
    [['--speed', 'fast'], /Options/],
  ])('refuses %j with a sentence', (args, sentence) => expect(readOptions(args)).toMatch(sentence));
});

describe('score card', () => {
  it('counts faults and steps, and names what was missed', async () => {
    const card = new ScoreCard();
    card.fault('name in a tag', 'intake', true, 'was stored');
    card.fault('name in a tag', 'intake', false, 'was stored');
    card.step('export', true);
    const failed = await card.part('training', () => Promise.reject(new Error('no engine')));
    expect(failed).toBe(false);
    expect([card.passed, card.failed]).toEqual([2, 2]);
    expect(card.text()).toMatch(/name in a tag\s+2\s+1\s+intake\s+MISSED: was stored/);
    expect(card.text()).toMatch(/FAILED {2}training {2}\(no engine\)/);
    expect(card.faults[0]?.evidence).toBe('');
  });
});

describe('in turn', () => {
  it('does everything once, at most as many at a time as asked', async () => {
    let [now, most] = [0, 0];
    const done: number[] = [];
    await inTurn([1, 2, 3, 4, 5], 2, async (entry) => {
      most = Math.max(most, ++now);
      await Promise.resolve();
      done.push(entry);
      now--;
    });
    expect(done.sort()).toEqual([1, 2, 3, 4, 5]);
    expect(most).toBe(2);
  });

  it('stops taking entries after a failure and throws it', async () => {
    const seen: number[] = [];
    const work = inTurn([1, 2, 3, 4], 1, (entry) => {
      seen.push(entry);
      return entry === 2 ? Promise.reject(new Error('second')) : Promise.resolve();
    });
    await expect(work).rejects.toThrow('second');
    expect(seen).toEqual([1, 2]);
  });
});
