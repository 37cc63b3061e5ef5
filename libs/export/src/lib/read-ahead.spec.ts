import { ReadAhead, type ExpectedFile } from './read-ahead.ts';

const files = (...sizes: readonly number[]): ExpectedFile[] => sizes.map((size, at) => ({ path: `f${at}`, size }));

/** The file as whoever takes it names it. */
const file = (path: string): ExpectedFile => ({ path, size: 1 });

/** A reader that notes what was begun; nothing ends before `settle`. */
function reader(expected: readonly ExpectedFile[], limits = { files: 2, bytes: 100 }): { readonly ahead: ReadAhead<ExpectedFile, string>; readonly begun: string[] } {
  const begun: string[] = [];
  const ahead = new ReadAhead(expected, ({ path }) => {
    begun.push(path);
    return path === 'f3' ? Promise.reject(new Error('the disk is gone')) : Promise.resolve(`bytes of ${path}`);
  }, limits);
  return { ahead, begun };
}

describe('files that are read before their turn', () => {
  it('are those that follow, as many as may wait', async () => {
    const { ahead, begun } = reader(files(1, 1, 1, 1, 1));
    expect(await ahead.take(file('f0'))).toBe('bytes of f0');
    expect(begun).toEqual(['f0', 'f1', 'f2']);
  });
  it('are read once', async () => {
    const { ahead, begun } = reader(files(1, 1, 1));
    for (const path of ['f0', 'f1', 'f2']) expect(await ahead.take(file(path))).toBe(`bytes of ${path}`);
    expect(begun).toEqual(['f0', 'f1', 'f2']);
  });
  it.each<[string, readonly number[], readonly string[]]>([
    ['one that is too large waits for its turn', [1, 200, 1], ['f0']],
    ['together no more than the limit', [1, 60, 60], ['f0', 'f1']],
    ['the size of what is taken does not count', [500, 60, 40], ['f0', 'f1', 'f2']],
  ])('%s', async (_, sizes, expected) => {
    const { ahead, begun } = reader(files(...sizes));
    await ahead.take(file('f0'));
    expect(begun).toEqual(expected);
  });
  it('fail for whoever takes them, and for nobody else', async () => {
    const { ahead } = reader(files(1, 1, 1, 1, 1));
    for (const path of ['f0', 'f1', 'f2']) await ahead.take(file(path));
    await new Promise((done) => { setImmediate(done); });
    await expect(ahead.take(file('f3'))).rejects.toThrow('the disk is gone');
    expect(await ahead.take(file('f4'))).toBe('bytes of f4');
  });
  it('come in another order too, and again', async () => {
    const { ahead } = reader(files(1, 1, 1));
    for (const path of ['f2', 'f0', 'f1', 'f0', 'f2']) expect(await ahead.take(file(path))).toBe(`bytes of ${path}`);
  });
  it('come when nobody expects them', async () => expect(await reader(files(1)).ahead.take(file('other'))).toBe('bytes of other'));
});
