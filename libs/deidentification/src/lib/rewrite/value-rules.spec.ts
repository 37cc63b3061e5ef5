import fc from 'fast-check';
import { numberText } from './apply-rule.ts';
import { capAge, cutTime, moveByDays, moveDateTime } from './dates.ts';
import { isDeviceText } from './device-text.ts';

const move = moveByDays(-37);

describe('dates', () => {
  it.each([['20190314', '20190205'], ['20200305', '20200128'], ['20190229', null], ['2019.03.14', null], ['201903', null], ['18000101', null], ['', null]])('DA %s becomes %s', (day, expected) => expect(move(day)).toBe(expected));
  it.each([
    ['20190314', '20190205'], ['20190314101733.250000+0800', '20190205100000+0800'], ['2019031423', '20190205230000'], ['20190314-0330', '20190205-0330'],
    ['2019', null], ['20190314101733+9900', null], ['20190314T10', null], ['201903141', null],
  ])('DT %s becomes %s', (text, expected) => expect(moveDateTime(text, move)).toBe(expected));
  it.each([['101733.25', '100000'], ['23', '230000'], ['10:17:33', '100000'], ['24', null], ['ten', null], ['10173', null]])('TM %s becomes %s', (text, expected) => expect(cutTime(text)).toBe(expected));
  it.each([['047Y', '047Y'], ['089Y', '089Y'], ['090Y', '090Y'], ['096Y', '090Y'], ['110Y', '090Y'], ['011M', '011M'], ['47', null], ['old', null]])('AS %s becomes %s', (text, expected) => expect(capAge(text)).toBe(expected));

  it('cutting and capping again changes nothing', () => fc.assert(fc.property(fc.date({ min: new Date('1950-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }), (date) => {
    const text = date.toISOString().replace(/[-:TZ]/g, '');
    const once = moveDateTime(text.slice(0, 18), moveByDays(0));
    expect(once).not.toBeNull();
    expect(moveDateTime(once ?? '', moveByDays(0))).toBe(once);
  })));
});

describe('numbers as text', () => {
  const bounds = { integer: false, least: -1000, most: 60_000, mostValues: 100_000 };
  it.each([['33.333', '33.333'], ['+007.50', '7.5'], ['1.0E1', '10'], ['-0', '0'], ['1\\2.5', '1\\2.5'], ['0.3333333333333333', '0.333333333'], ['1e-40', null], ['13912345678', null], ['1,5', null], ['0x10', null], ['', null], ['NaN', null]])('%s becomes %s', (text, expected) => expect(numberText(text, bounds)).toBe(expected));
  it.each([['12', '12'], ['12.0', '12'], ['12.5', null]])('as a whole number %s becomes %s', (text, expected) => expect(numberText(text, { ...bounds, integer: true })).toBe(expected));

  it('written again gives the same', () => fc.assert(fc.property(fc.oneof(fc.double({ noNaN: true }), fc.double({ min: -1000, max: 1000, noNaN: true })).map((value) => String(value)), (text) => {
    const once = numberText(text, bounds);
    if (once === null) return;
    expect(once.length).toBeLessThanOrEqual(16);
    expect(numberText(once, bounds)).toBe(once);
  }), { numRuns: 2000 }));
});

describe('device text', () => {
  const own = new Set(['tovkarix', 'h1234567', '1234567', 'lee', 'liwei', 'weili', '120456']);
  it.each(['Acme Ultrasound', 'LOGIQ E9', 'EPIQ 7C', 'C5-1', 'GE Vingmed (Horten)', '51.80.108.010', 'Leeds Scientific', 'Marvel 5', 'Decca 3', 'Weiland 4'])('keeps %s', (text) => expect(isDeviceText(text, 10, own)).toBe(true));
  it.each([
    ['the patient\'s name', 'S7 Tovkarix'], ['the name inside a word', 'S7-xtovkarixx'], ['a short name as a word', 'S7 LEE'], ['the number', 'H 123 4567'], ['a telephone number', '13912345678'],
    ['a short name of two words run together', 'S7 LIWEI'], ['a short name in its parts', 'Wei Li'], ['a day of the patient with two digits of the year', 'V 12.04.56'], ['digits out of the number', 'S7 234567'],
    ['a month in words', '4 March 2026'], ['a month in words before the day', 'Mar 4'], ['a month in words between', '04-MAR-26'],
    ['a date', 'built 2019-03-14'], ['a date without separators', 'V20190314'], ['a date, day first', '14.03.2019'], ['other letters', 'S7 欧阳'], ['quotation marks', '"S7"'], ['too long', 'x'.repeat(65)], ['many digits in groups', '139-1234-5678'],
  ])('drops %s', (_why, text) => expect(isDeviceText(text, 10, own)).toBe(false));
});
