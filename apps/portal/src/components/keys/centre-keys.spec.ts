import { keyFileText, readKeyFile } from './centre-keys.ts';

describe('a key file', () => {
  const key = Uint8Array.from({ length: 32 }, (_, index) => index * 7);
  it('reads back what it wrote', () => expect(readKeyFile(keyFileText(key))).toEqual(key));
  it.each([['nothing', ''], ['too short', btoa('short')], ['too long', btoa('x'.repeat(33))], ['no base64', '*'.repeat(44)], ['a picture', '\u0000\u0001DICM']])('%s is none', (_, text) => expect(readKeyFile(text)).toBeNull());
});
