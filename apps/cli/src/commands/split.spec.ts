import fc from 'fast-check';
import { csvField, readCsv, readSplitTable } from './split-table.ts';

describe('readCsv', () => {
  it('reads back every text', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.string({ unit: 'binary' }).filter((text) => text.trim() !== '' && !text.startsWith('\uFEFF')), { minLength: 2, maxLength: 2 })), (rows) => {
      expect(readCsv(rows.map((cells) => `${cells.map(csvField).join(',')}\r\n`).join(''))).toEqual(rows);
    }));
  });
  it('does not guess where an open quote ends', () => expect(readCsv('a,"b\n')).toBeNull());
});

describe('readSplitTable', () => {
  it('takes columns in any order, with or without malignancy', () => {
    expect(readSplitTable('\uFEFFCentre,lesion,patient,malignant\nC01,L1,P1,Benign\nC01,L2,P1,\n')).toEqual({
      ok: true, value: { hasMalignant: true, lesions: [{ lesion: 'L1', patient: 'P1', centre: 'C01', malignant: false }, { lesion: 'L2', patient: 'P1', centre: 'C01', malignant: null }] },
    });
    expect(readSplitTable('lesion,patient,centre\nL1,P1,C01\n')).toMatchObject({ ok: true, value: { hasMalignant: false } });
  });
  it.each([
    ['', /lacks the column lesion, patient, centre/], ['lesion,patient\n1,2\n', /lacks the column centre/], ['lesion,patient,centre\n', /no lesion/],
    ['lesion,patient,centre\nSECRET,,C01\n', /Row 2 .* empty/], ['lesion,patient,centre\nSECRET,P\n', /Row 2/], ['lesion,patient,centre,malignant\nSECRET,P,C,maybe\n', /Row 2.*malignant/], ['lesion,patient,centre\n"a', /quote/],
  ])('refuses %j without showing a cell', (text, detail) => {
    const result = readSplitTable(text);
    expect(result.ok ? '' : result.refusal.detail).toMatch(detail);
    expect(JSON.stringify(result)).not.toContain('SECRET');
  });
});
