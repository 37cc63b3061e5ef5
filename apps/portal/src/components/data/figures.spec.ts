import { csvText } from './csv.ts';
import { durationText, intervalText, percentText, sizeText } from './figures.ts';

describe('figures as they are shown', () => {
  it.each([[0, '0 B'], [999, '999 B'], [1_000, '1.0 KB'], [39_210, '39.2 KB'], [451_000_000, '451 MB'], [2_147_483_648, '2.1 GB']])('%d bytes are %s', (bytes, text) => expect(sizeText(bytes)).toBe(text));
  it.each([[0, '0 s'], [59.6, '1 min 00 s'], [185, '3 min 05 s'], [7_440, '2 h 04 min'], [-3, '0 s']])('%d seconds are %s', (seconds, text) => expect(durationText(seconds)).toBe(text));
  it.each([[8, 89, '9.0 %'], [0, 0, '–']])('%d of %d is %s', (part, whole, text) => expect(percentText(part, whole)).toBe(text));
  it('prints an AUC with its interval, or without one', () => {
    expect(intervalText(0.9241, 0.8889, 0.9591)).toBe('0.924 (0.889–0.959)');
    expect(intervalText(0.5, null, null)).toBe('0.500');
    expect(intervalText(null, null, null)).toBe('–');
  });
});

describe('CSV of what one sees', () => {
  it('quotes, and disarms what a spreadsheet would run', () => {
    expect(csvText(['a', 'b'], [['x,"y"', 1], ['=1+1', null], ['-', -2]])).toBe('\uFEFFa,b\r\n"x,""y""",1\r\n\'=1+1,\r\n\'-,-2\r\n');
  });
});
