import * as fc from 'fast-check';
import { ByteSink } from './bytes/byte-sink.ts';
import { cutUtf8 } from './bytes/cut-utf8.ts';
import { formatNames, SPSS_NAMES, STATA_NAMES, XPT5_NAMES } from './format-names.ts';
import { ibmDouble, ibmMissing } from './sas/ibm-double.ts';
import { xptColumns } from './sas/write-xpt.ts';
import { parseCsv, csv, sasNames, stataNames, statisticalTable, wideColumns, writeDta, writeSav, writeWorkbook, writeXpt } from '../index.ts';
import { dayOf } from './statistical-table.ts';
import { hardDataset, LONG_CHINESE, sampleDataset } from './spec-cases/sample-dataset.ts';

/** Reads an IBM double apart from our writer: sign, hexadecimal exponent, 56-bit fraction. */
function readIbm(bytes: Uint8Array): number {
  let fraction = 0n;
  for (const byte of bytes.subarray(1)) fraction = (fraction << 8n) | BigInt(byte);
  const size = (Number(fraction) / 2 ** 56) * 16 ** (((bytes[0] ?? 0) & 0x7f) - 64);
  return (bytes[0] ?? 0) & 0x80 ? -size : size;
}

describe('numbers of the SAS transport format', () => {
  it('keep every double within its range', () => fc.assert(fc.property(fc.double({ noNaN: true, min: -7e75, max: 7e75 }).filter((value) => value === 0 || Math.abs(value) > 1e-77), (value) => { expect(readIbm(ibmDouble(value))).toBe(Object.is(value, -0) ? 0 : value); })));
  it.each([[1, '4110000000000000'], [-1, 'c110000000000000'], [0, '0000000000000000'], [0.5, '4080000000000000'], [100, '4264000000000000']])('%d is %s', (value, hex) => expect(Buffer.from(ibmDouble(value)).toString('hex')).toBe(hex));
  it('refuse what they cannot hold instead of writing another number', () => expect(() => ibmDouble(1e80)).toThrow(RangeError));
  it('are missing and counted in a file when they lie beyond it', () => {
    const one = statisticalTable(sampleDataset, { name: 'one', title: { en: 'One', zh: '一' }, columns: [{ name: 'x', label: { en: 'X', zh: 'X' }, type: 'number' }], rows: [[1e80], [1e308], [1]] });
    expect([sasNames([one]), stataNames([one])].map((text) => text.split('\r\n')[1]?.split(',').at(-1))).toEqual(['2', '1']);
    expect([...writeXpt(one, 5, sampleDataset.createdAt).slice(-80, -72)]).toEqual([0x5f, 0, 0, 0, 0, 0, 0, 0]);
  });
  it.each([[null, 0x2e], [0, 0x41], [25, 0x5a]])('missing %p begins with byte %d', (tag, first) => expect([...ibmMissing(tag)]).toEqual([first, 0, 0, 0, 0, 0, 0, 0]));
});

describe('a text cut to bytes', () => {
  it('stays whole characters and as long as they allow', () => fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 40 }), (text, most) => {
    const whole = new TextDecoder().decode(new TextEncoder().encode(text));
    const cut = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(cutUtf8(whole, most));
    expect(whole.startsWith(cut)).toBe(true);
    const next = [...whole.slice(cut.length)][0];
    expect(next === undefined || cutUtf8(whole, most).length + new TextEncoder().encode(next).length > most).toBe(true);
  })));
  it('cuts between two Chinese characters', () => expect(new TextDecoder().decode(cutUtf8(LONG_CHINESE, 40))).toBe('x肝脏局灶性病变超声研究肝脏'.slice(0, 14)));
});

it('a growing buffer keeps every kind of number across each of its sizes', () => {
  const sink = new ByteSink(true);
  for (let at = 0; at < 20_000; at++) sink.f64(at + 0.5).u8(at % 256).i32(-at).u16(at % 65_536).u32(at).u64(at);
  const view = new DataView(sink.take().buffer);
  expect(view.byteLength).toBe(20_000 * 27);
  for (const at of [0, 2427, 2428, 4855, 9710, 19_999]) expect([view.getFloat64(at * 27, true), view.getUint8(at * 27 + 8), view.getInt32(at * 27 + 9, true), view.getUint16(at * 27 + 13, true), view.getUint32(at * 27 + 15, true), Number(view.getBigUint64(at * 27 + 19, true))]).toEqual([at + 0.5, at % 256, at === 0 ? 0 : -at, at % 65_536, at, at]);
});

describe('names', () => {
  it.each([
    [['liver_background', 'liver_background_code', 'Liver_Background'], XPT5_NAMES, ['LIVER_BA', 'LIVER_B1', 'LIVER_B2']],
    [['a-b', 'a_b', '1x'], STATA_NAMES, ['a_b', 'a_b1', 'v1x']], [['if', 'double', 'x'], STATA_NAMES, ['if_', 'double_', 'x']], [['with', 'AND', '_n'], SPSS_NAMES, ['with_', 'AND_', 'v_n']], [['str5', 'strL', 'string'], STATA_NAMES, ['str5_', 'strL_', 'string']],
  ])('%j become %s', (names, rules, expected) => expect(formatNames(names, rules)).toEqual(expected));
  it('are unique within their length, whatever comes', () => fc.assert(fc.property(fc.array(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 60 }), (names) => {
    const found = formatNames(names, XPT5_NAMES);
    expect(new Set(found).size).toBe(names.length);
    expect(found.every((name) => /^[A-Z_][A-Z0-9_]{0,7}$/.test(name))).toBe(true);
  })));
});

describe('formats of SAS', () => {
  const wide = hardDataset.tables[0];
  if (!wide) throw new Error('no table');
  it('are one for each column, in letters that version 5 takes, though the names are cut to the same signs', () => {
    const formats = xptColumns(statisticalTable(hardDataset, wide), 5).map(({ format }) => format).filter((name) => name !== '');
    expect([formats.length, new Set(formats).size]).toEqual([300, 300]);
    expect(formats.every((name) => /^[A-Z_][A-Z0-9_]{0,6}[A-Z_]$/.test(name))).toBe(true);
  });
});

describe('tables', () => {
  const [people] = sampleDataset.tables;
  if (!people) throw new Error('no table');
  const statistical = statisticalTable(sampleDataset, people);
  it('number their codes, keep the codes beside and tag the reasons', () => {
    const background = statistical.columns.find(({ name }) => name === 'liver_background');
    expect(background?.cells).toEqual([2, { tag: 1 }, 1, 3, null, 1]);
    expect(background?.valueLabels.map(({ value, code }) => [value, code])).toEqual([[1, 'normal'], [2, 'fibrosis'], [3, 'stray']]);
    expect(statistical.columns.find(({ name }) => name === 'liver_background_code')?.cells).toEqual(['fibrosis', null, 'normal', 'stray', null, 'normal']);
    expect(statistical.columns.find(({ name }) => name === 'ascites_code')).toBeUndefined();
    expect(statistical.columns.find(({ name }) => name === 'ascites')?.cells).toEqual([1, { tag: 1 }, 0, 0, null, 1]);
    expect(statistical.columns.find(({ name }) => name === 'liver_background_note_missing')?.cells[1]).toBe('not-assessable');
  });
  it('stand side by side where a format has no tags', () => expect(wideColumns(people).map(({ name }) => name).slice(1, 5)).toEqual(['centre', 'centre_label', 'age', 'age_missing']));
  it.each([['1970-01-01', 0], ['1960-01-01', -3653], ['1582-10-14', -141_428], ['0001-01-01', -719_162], ['2024-02-30', null], ['x', null]])('the day of %s is %p', (date, day) => expect(dayOf(date)).toBe(day));
  it('refuse a reason that nobody defined', () => expect(() => statisticalTable({ missingReasons: [] }, people)).toThrow(RangeError));
  it.each<[string, () => Uint8Array]>([['XPT 5', () => writeXpt(statistical, 5, sampleDataset.createdAt)], ['XPT 8', () => writeXpt(statistical, 8, sampleDataset.createdAt)], ['sav', () => writeSav(statistical, sampleDataset.createdAt)], ['dta', () => writeDta(statistical, sampleDataset.createdAt)]])('%s are the same bytes each time', (_, write) => expect(Buffer.compare(Buffer.from(write()), Buffer.from(write()))).toBe(0));
  it('XPT comes in records of 80 bytes', () => expect(writeXpt(statistical, 5, sampleDataset.createdAt).length % 80).toBe(0));
  it('a workbook is the same bytes each time', async () => expect(Buffer.compare(Buffer.from(await writeWorkbook(sampleDataset)), Buffer.from(await writeWorkbook(sampleDataset)))).toBe(0));
});

it('CSV is read as it was written', () => fc.assert(fc.property(fc.array(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 }), (rows) => { expect(parseCsv(csv(rows))).toEqual(rows.map((row) => row.map((cell) => cell))); })));
