import { readTable } from './read-table.ts';

const columnsOf = (text: string) => Object.fromEntries([...readTable(text).columns].map(([name, cells]) => [name, [...cells]]));

describe('a table of the shell', () => {
  it.each<[string, string, Record<string, readonly (number | string | null)[]>]>([
    ['numbers and text', 'a,b\n1,x\n2.5,y\n', { a: [1, 2.5], b: ['x', 'y'] }],
    ['no end of the last line', 'a,b\n1,2', { a: [1], b: [2] }],
    ['what is missing', 'a,b,c\nNA,,NA\n3,x,NA\n', { a: [null, 3], b: ['', 'x'], c: [null, null] }],
    ['text that begins as numbers', 'a\n01\n2\nx\n', { a: ['01', '2', 'x'] }],
    ['lines of Windows, a byte order mark, blank lines', '\ufeffa,b\r\n1,2\r\n\r\n3,4\r\n', { a: [1, 3], b: [2, 4] }],
    ['quoted cells', 'a,b\n"x, ""y""",1\n"two\nlines",2\n', { a: ['x, "y"', 'two\nlines'], b: [1, 2] }],
    ['quoted numbers', 'a,b\n"1","2"\n', { a: [1], b: [2] }],
    ['infinities', 'a\nInf\n-Inf\n1e3\n', { a: [Infinity, -Infinity, 1000] }],
    ['a lone empty column', 'a,b\n1,\n2,\n', { a: [1, 2], b: [null, null] }],
  ])('reads %s', (_what, text, wanted) => expect(columnsOf(text)).toEqual(wanted));

  it.each([['an empty file', ''], ['rows of different lengths', 'a,b\n1\n'], ['a row too long', 'a\n1,2\n']])('refuses %s', (_what, text) => expect(() => readTable(text)).toThrow(/data file/));
});
