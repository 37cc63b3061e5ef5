import { unitWords } from './unit-words.ts';

describe('a unit of measurement', () => {
  it.each([['years', '岁'], ['days', '天'], ['cm', 'cm'], ['ng/mL', 'ng/mL'], ['constructor', 'constructor']])('%s is %s in Chinese, and as it is in English', (en, zh) => expect(unitWords(en)).toEqual({ zh, en }));
});
