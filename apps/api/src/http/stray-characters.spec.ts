import { strayPlace } from './stray-characters.ts';

describe('characters that no record can keep', () => {
  it.each<[string, unknown, string | null]>([
    ['plain text in two languages, on two lines', { text: '肝脏\tfocal\r\n"x" <b> 🩺' }, null],
    ['nothing', undefined, null],
    ['numbers and null', { a: [1, null, true] }, null],
    ['a NUL', { name: 'a\u0000b' }, 'name'],
    ['an escape sequence', { name: '\u001b[2J' }, 'name'],
    ['a form feed deep inside', { changes: { note: { value: ['ok', 'x\fy'] } } }, 'changes.note.value.1'],
    ['half a surrogate pair', { name: 'x\ud800y' }, 'name'],
    ['the other half', { name: '\udc00' }, 'name'],
    ['a code point that is no character', { name: '\uffff' }, 'name'],
    ['a name of a member', { changes: { 'a\u0000': 1 } }, 'changes'],
    ['lists in lists without end', JSON.parse(`${'['.repeat(40_000)}"\\u0000"${']'.repeat(40_000)}`), expect.stringMatching(/^0\.0\.0/)],
  ])('%s', (_, value, place) => expect(strayPlace(value)).toEqual(place));
});
