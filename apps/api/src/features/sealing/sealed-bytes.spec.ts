import fc from 'fast-check';
import { sealedBytes, unsealed } from './sealed-bytes.ts';

const salt = Uint8Array.from({ length: 32 }, (_, index) => (index === 31 ? 0 : index));
const table = (...types: string[]): Uint8Array => new TextEncoder().encode(['lesion\ttype\tmalignant\tmethod\tspecimen_date', ...types.map((type, at) => `C12-000${at}-L1\t${type}\t1\tresection\t2019-03-10`)].join('\n') + '\n');

describe('what lies in the box', () => {
  it('is as long for one diagnosis as for another', () => {
    expect(sealedBytes(salt, table('haemangioma', 'abscess')).length).toBe(sealedBytes(salt, table('hepatocellular-carcinoma', 'intrahepatic-cholangiocarcinoma')).length);
  });

  it('comes out as it went in, with or without the filling', () => {
    fc.assert(fc.property(fc.string().filter((text) => !text.includes('\0')), (text) => {
      const outcomes = new TextEncoder().encode(text);
      expect(unsealed(sealedBytes(salt, outcomes))).toEqual({ salt, outcomes });
      expect(unsealed(Buffer.concat([salt, outcomes]))).toEqual({ salt, outcomes });
    }));
  });

  it('refuses a salt of another length', () => expect(() => sealedBytes(salt.subarray(1), table())).toThrow(RangeError));
});
