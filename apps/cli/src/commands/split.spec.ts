import fc from 'fast-check';
import { csvField, readCsv, readSplitTable } from './split-table.ts';

describe('readCsv', () => {
  it('reads back every text', () => {
    const cell = fc.string({ unit: 'binary' }).filter((text) => text.trim() !== '' && !text.startsWith('\uFEFF') && !text.includes('\0'));
    fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 })), (rows) => {
      const read = readCsv(rows.map((cells) => `${cells.map(csvField).join(',')}\r\n`).join(''));
      expect(Array.isArray(read) ? read.map(({ cells }) => cells) : read).toEqual(rows);
    }));
  });
  it.each<[string, unknown]>([
    ['a,b\n1,"x\ny"\n2,3\n', [{ line: 1, cells: ['a', 'b'] }, { line: 2, cells: ['1', 'x\ny'] }, { line: 4, cells: ['2', '3'] }]],
    ['a,"b\n', { line: 1, fault: 'quote-open' }], ['a\n"b"c\n', { line: 2, fault: 'text-after-quote' }], ['a\nb"c"\n', { line: 2, fault: 'quote-inside' }], ['a\0', { line: 1, fault: 'nul' }],
    ['a,b\r1,2', [{ line: 1, cells: ['a', 'b'] }, { line: 2, cells: ['1', '2'] }]], ['', []], ['\n\r\n,\n', []], ['""', []],
  ])('%j', (text, expected) => expect(readCsv(text)).toEqual(expected));
});

describe('readSplitTable', () => {
  it('takes columns in any order, with or without malignancy, and keeps the others', () => {
    expect(readSplitTable('\uFEFFCentre,lesion,patient,malignant,Device\r\nC01,L1,P1,Benign,"D,1"\r\nC01,L2,P1,,D2\r\n')).toMatchObject({
      ok: true, value: { columns: ['centre', 'lesion', 'patient', 'malignant', 'device'], lesions: [{ lesion: 'L1', patient: 'P1', centre: 'C01', malignant: false, strata: { device: 'D,1' } }, { lesion: 'L2', patient: 'P1', centre: 'C01', malignant: null, strata: { device: 'D2' } }] },
    });
    expect(readSplitTable('lesion,patient,centre\nL1,P1,C01\n')).toMatchObject({ ok: true, value: { columns: ['lesion', 'patient', 'centre'] } });
  });
  it.each([
    ['', /empty/], ['lesion,patient\n1,2\n', /lacks the column centre/], ['a;b\n', /lacks the column lesion, patient, centre/], ['lesion,patient,centre\n', /no lesion/], ['lesion,patient,centre,Lesion\n', /two columns/],
    ['lesion,patient,centre\nSECRET,,C01\n', /Line 2 .* empty/], ['lesion,patient,centre\nSECRET,P\n', /Line 2 .* 2 cells under 3/], ['lesion,patient,centre\nSECRET,P,C,more\n', /4 cells under 3/],
    ['lesion,patient,centre,malignant\nSECRET,P,C,maybe\n', /Line 2.*malignant/], ['lesion,patient,centre\n"SECRET', /line 2.*not closed/],
    ['lesion,patient,centre\n\nSECRET,P,C\nX,P,C\nSECRET,P,C\n', /Line 5 .* repeats the lesion of line 3/], ['lesion,patient,centre\nA,SECRET,C1\nB,SECRET,C2\n', /Line 3 .* patient of line 2 into another centre/],
  ])('refuses %j without showing a cell', (text, detail) => {
    const result = readSplitTable(text);
    expect(result.ok ? '' : result.refusal.detail).toMatch(detail);
    expect(JSON.stringify(result)).not.toContain('SECRET');
  });
});
