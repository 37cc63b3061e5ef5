import { counted } from './counted.ts';

it.each([[0, '0 queries are'], [1, '1 query is'], [2, '2 queries are'], [1000, '1000 queries are']])('%s of something agrees with its verb', (count, words) => {
  expect(counted(count, 'query is', 'queries are')).toBe(words);
});

it('puts an s to a word that takes one', () => {
  expect([counted(1, 'day'), counted(3, 'day')]).toEqual(['1 day', '3 days']);
});
