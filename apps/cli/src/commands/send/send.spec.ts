import { parseCsv } from './parse-csv.ts';
import { slotOfFile } from './send-lesion.ts';

describe('tables of a site folder', () => {
  it.each([
    ['plain rows', 'subject,a.b\n1,2\n3,4\n', [['subject', 'a.b'], ['1', '2'], ['3', '4']]],
    ['a quoted comma, quote and line break', 'a,b\n"x,y","he said ""no""\nthen"\n', [['a', 'b'], ['x,y', 'he said "no"\nthen']]],
    ['Windows line ends, a byte order mark, no last line end', '\ufeffa,b\r\n1,2', [['a', 'b'], ['1', '2']]],
    ['blank lines are passed over, empty fields kept', 'a,b\n\n,2\n', [['a', 'b'], ['', '2']]],
    ['nothing', '', []],
  ])('reads %s', (_, text, rows) => expect(parseCsv(text)).toEqual(rows));
});

describe('slot of a file', () => {
  const study = { slots: [{ code: 'L1' }, { code: 'B1' }].map(({ code }) => ({ code, order: 1, name: { zh: '', en: '' }, view: { zh: '', en: '' }, role: 'lesion', imageType: 'b-mode', min: 1, max: 1, counted: true, requirements: {} })) };
  it.each([
    ['01_L1.dcm', 'L1'],
    ['L1.DCM', 'L1'],
    ['05_B1.dcm', 'B1'],
    ['05_B9.dcm', null],
    ['somebody.dcm', null],
    ['01_L1.png', null],
  ])('%s -> %s', (name, slot) => expect(slotOfFile(study, name)).toBe(slot));
});
