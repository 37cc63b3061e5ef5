import { clockText } from './clock-text.ts';

const now = new Date(2026, 10, 23, 16, 5);

describe('a time ahead', () => {
  it.each([
    [new Date(2026, 10, 23, 16, 40), 'en', '16:40'],
    [new Date(2026, 10, 24, 9, 10), 'en', '24 Nov, 09:10'],
    [new Date(2026, 10, 23, 16, 40), 'zh', '16:40'],
  ] as const)('%s in %s is %s', (at, locale, text) => expect(clockText(at, now, locale)).toBe(text));
  it('names the day in Chinese', () => expect(clockText(new Date(2026, 10, 24, 9, 10), now, 'zh')).toMatch(/11月24日.*09:10/));
});
