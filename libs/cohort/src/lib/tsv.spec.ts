import fc from 'fast-check';
import { readTsv, tsvCell, writeTsv } from '../index.ts';

describe('tsv', () => {
  it.each<[string | number | boolean | null, string]>([
    [null, 'n/a'], ['n/a', "'n/a"], ['a\tb', 'a\\tb'], ['a\nb', 'a\\nb'], ['=SUM(A1)', "'=SUM(A1)"], ['+1-2', "'+1-2"], ['@x', "'@x"], ['-cmd', "'-cmd"],
    ['-1.5', '-1.5'], [-1.5, '-1.5'], ["'t", "''t"], ['肝', '肝'], [true, 'true'],
  ])('%j is written %s', (value, cell) => expect(tsvCell(value)).toBe(cell));

  it('reads back every text', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.string({ minLength: 1, unit: 'grapheme' }), fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\t', '\\t', "'", '\r\n', '=1', 'n/a')))), (rows) => {
      const read = readTsv(writeTsv({ columns: ['a', 'b'], rows }), 'x.tsv');
      expect(read).toEqual({ ok: true, value: rows.map(([a, b]) => ({ a, b })) });
    }));
  });

  it('refuses a row of another length', () => expect(readTsv('a\tb\n1\n', 'x.tsv')).toMatchObject({ ok: false, refusal: { code: 'table-row-length' } }));
});
