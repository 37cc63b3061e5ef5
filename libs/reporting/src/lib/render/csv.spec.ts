import { tableCsv } from './csv.ts';
import type { TableBlock } from '../content/report-content.ts';

const table = (rows: TableBlock['rows']): TableBlock => ({ kind: 'table', name: 't', title: 'T', columns: [{ title: 'Name' }, { title: 'p' }], rows, facts: { method: 'count', n: '3', unit: 'lesion', source: 'lesions.tsv', level: '95%' }, notes: ['A note, with a comma'] });

describe('a table as CSV', () => {
  it('has the mark of UTF-8, quoted cells, and its facts at the end', () => {
    expect(tableCsv(table([{ cells: ['a "b", c', '< 0.001'] }, { kind: 'heading', cells: ['Head'] }]), 'en')).toBe(
      '\uFEFFName,p\r\n"a ""b"", c",< 0.001\r\nHead,\r\n,\r\n"A note, with a comma",\r\nMethod: count. n: 3. Unit: lesion. Interval level: 95%. Source: lesions.tsv.,\r\n');
  });
  it.each([['=HYPERLINK("x")', "'=HYPERLINK"], ['@x', "'@x"], ['+x', "'+x"], ['-x', "'-x"], ['-0.5', '-0.5'], ['−0.5 (−1 to 0)', '−0.5 (−1 to 0)']])('keeps a spreadsheet from running %s', (cell, written) =>
    expect(tableCsv(table([{ cells: [cell, ''] }]), 'zh')).toContain(written));
  it('names the row that an indented one belongs to, once', () => {
    const rows: TableBlock['rows'] = [{ cells: ['Training', ''] }, { kind: 'indented', cells: ['> 5.0 cm', '1'] }, { kind: 'indented', cells: ['Training: other', '2'] }, { kind: 'heading', cells: ['Model-LB'] }, { kind: 'indented', cells: ['alone', '3'] }];
    expect(tableCsv(table(rows), 'en').split('\r\n').slice(1, 6)).toEqual(['Training,', 'Training: > 5.0 cm,1', 'Training: other,2', 'Model-LB,', 'alone,3']);
  });
  it('writes the text of a link', () => expect(tableCsv(table([{ cells: [{ text: 'Table 3', target: 'x' }, ''] }]), 'zh')).toContain('Table 3,'));
});
