import { comparePaths, PackedPaths } from '@echocohort/cohort';
import fc from 'fast-check';
import { DigestColumn, FileNumbers } from './file-digests.ts';

const path = fc.string({ unit: fc.constantFrom('a', 'b', '/', '肝', '\u{1f600}'), minLength: 1, maxLength: 4 });
const digest = (seed: number): Buffer => Buffer.alloc(32, seed);

function numbersOf(held: readonly string[]): FileNumbers {
  const paths = new PackedPaths();
  for (const name of held) paths.add(name);
  return new FileNumbers(paths);
}

describe('numbers of files', () => {
  it('are one for each path, held or only named, and lead through all in the order of paths', () => {
    fc.assert(fc.property(fc.uniqueArray(path), fc.array(path), (held, named) => {
      const files = numbersOf(held);
      const numbers = named.map((name) => files.numberOf(name));
      expect(numbers.map((number) => files.pathOf(number))).toEqual(named);
      expect(named.map((name) => files.numberOf(name))).toEqual(numbers);
      expect(numbers.map((number) => files.isHeld(number))).toEqual(named.map((name) => held.includes(name)));
      expect([...files.ordered()].map((number) => files.pathOf(number))).toEqual([...new Set([...held, ...named])].sort(comparePaths));
    }));
  });

  it('of a path that nobody named is none', () => expect(numbersOf(['a']).find('b')).toBe(-1));
});

describe('a column of digests', () => {
  it('keeps what was set last, and compares with another', () => {
    const [one, other] = [new DigestColumn(), new DigestColumn()];
    one.set(5, digest(1));
    one.set(5, digest(2));
    other.set(5, digest(2));
    expect([one.hexOf(5), one.hexOf(4), one.hexOf(-1)]).toEqual(['02'.repeat(32), null, null]);
    expect([one.agrees(5, other), one.agrees(4, other), [...one.numbers()]]).toEqual([true, false, [5]]);
    one.clear();
    expect([one.has(5), one.agrees(5, other)]).toEqual([false, false]);
  });

  it('names the last that holds a digest, in the order of its list', () => {
    const [list, actual] = [new DigestColumn(), new DigestColumn()];
    for (const [number, seed] of [[3, 7], [0, 7], [2, 9], [1, 8]] as const) list.set(number, digest(seed));
    for (const [number, seed] of [[0, 7], [1, 9], [2, 5]] as const) actual.set(number, digest(seed));
    expect([0, 1, 2].map((number) => list.holderOf(actual, number))).toEqual([0, 2, null]);
    expect(new DigestColumn().holderOf(actual, 0)).toBeNull();
  });
});
