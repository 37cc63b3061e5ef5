import { CLAIM } from './claim.data.ts';
import { STARD } from './stard.data.ts';
import { TRIPOD } from './tripod.data.ts';

/** Items by their number without the letter of a part. */
const whole = (numbers: readonly string[]): number[] => [...new Set(numbers.map((number) => Number.parseInt(number, 10)))];
const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

describe.each([[STARD, 30, 34], [TRIPOD, 27, 52], [CLAIM, 44, 44]])('checklist %#', (checklist, last, parts) => {
  const numbers = checklist.items.map(({ number }) => number);
  it('has every item of the published list, in order, each once', () => {
    expect(whole(numbers)).toEqual(upTo(last));
    expect(new Set(numbers).size).toBe(parts);
  });
  it('titles every item in both languages, shortly', () => {
    for (const { title } of checklist.items) {
      expect(title.zh).toMatch(/[\u4E00-\u9FFF]/);
      expect(title.en.length).toBeLessThanOrEqual(80);
    }
  });
  it('claims to fill nothing without a record behind it', () => expect(checklist.items.filter(({ kind, evidence }) => kind !== 'person' && evidence === null)).toEqual([]));
});
