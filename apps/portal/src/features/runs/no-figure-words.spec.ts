import { noFigureText, outcomesKnown } from './no-figure-words.ts';

describe('why there is no figure', () => {
  it.each([['outcomes-sealed', '结局封存中', 'outcomes sealed'], ['one-class', '只有一类病灶，无法估计', 'one class only: not estimable']])('%s is said in words', (code, zh, en) => {
    expect([noFigureText(code, 'zh'), noFigureText(code, 'en')]).toEqual([zh, en]);
  });
  it.each(['a-new-code', 'constructor'])('a code without words is shown as it is: %s', (code) => expect(noFigureText(code, 'en')).toBe(code));
  it.each([['outcomes-sealed', false], ['outcomes-incomplete', false], ['one-class', true], [null, true]] as const)('with %s the count of malignant lesions is known: %s', (refusal, known) => expect(outcomesKnown(refusal)).toBe(known));
});
