import fc from 'fast-check';
import { readArchive, writeArchive } from './zip-archive.ts';

describe('an archive', () => {
  it('gives back what went in, whatever it is', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.record({ path: fc.constantFrom('word/document.xml', 'a.png', '名.txt', 'x/y/z.bin', 'empty'), bytes: fc.uint8Array({ maxLength: 400 }) }), { selector: ({ path }) => path }), (files) => {
      expect(readArchive(writeArchive(files)).map(({ path, bytes }) => ({ path, bytes: [...bytes] }))).toEqual(files.map(({ path, bytes }) => ({ path, bytes: [...bytes] })));
    }));
  });
  it('bears no time: the same files give the same bytes', () => {
    const files = [{ path: 'a.xml', bytes: new TextEncoder().encode('<a/>') }];
    const bytes = writeArchive(files);
    expect([...writeArchive(files)]).toEqual([...bytes]);
    expect(new DataView(bytes.buffer).getUint32(10, true)).toBe(0x0021_0000); // 1 January 1980, midnight
  });
  it('is refused when it is none', () => expect(() => readArchive(new Uint8Array(40))).toThrow('not a zip archive'));
});
