import { parseDicom, parseTag, writeDicom, type WriteElement } from '@echocohort/dicom';
import { matchIdentity } from './match-identity.ts';
import { ownIdentity } from './own-identity.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const element = (tag: string, vr: 'PN' | 'LO' | 'DA' | 'SH' | 'DT', value: Uint8Array): WriteElement => ({ tag: parseTag(tag), vr, value });

/** 王^小明 in the byte forms of scanners. */
const GB18030 = Uint8Array.from([0xcd, 0xf5, 0x5e, 0xd0, 0xa1, 0xc3, 0xf7]);
const UTF8 = new TextEncoder().encode('王^小明');
const ISO2022 = Uint8Array.from([...bytes('Wang^XiaoMing='), 0x1b, 0x24, 0x29, 0x41, ...GB18030]);

function identityOf(...elements: readonly WriteElement[]) {
  const [sopClassUid, sopInstanceUid] = ['1.2.840.10008.5.1.4.1.1.6.1', '1.2.3'];
  const file = parseDicom(writeDicom({ transferSyntax: '1.2.840.10008.1.2.1', sopClassUid, sopInstanceUid, elements: [...elements] }));
  if (!file.ok) throw new Error(file.refusal.code);
  return ownIdentity(file.value);
}

describe('what a file says of its patient', () => {
  it.each([['GB18030', GB18030], ['UTF-8', UTF8], ['ISO 2022 IR 58', ISO2022]])('a Han name in %s, whatever the file says of its character set', (_, value) => {
    const identity = identityOf(element('0010,0010', 'PN', value));
    expect(['王小明', 'XIAOMING WANG'].map((text) => matchIdentity(text, identity))).toEqual(['name', 'name']);
  });

  it('numbers of patient and order, and every date', () => {
    const identity = identityOf(element('0008,0020', 'DA', bytes('20190314')), element('0008,002a', 'DT', bytes('20190315102030+0800')), element('0008,0050', 'SH', bytes('ACC-77812')), element('0010,0020', 'LO', bytes('H7654321')), element('0010,0030', 'DA', bytes('19700203')));
    expect(['H7654321', 'ACC77812', '14/03/2019', '2019-03-15', '3 Feb 1970', 'LIVER'].map((text) => matchIdentity(text, identity))).toEqual(['number', 'number', 'date', 'date', 'date', null]);
  });

  it('nested names too', () => {
    const identity = identityOf({ tag: parseTag('0010,1002'), vr: 'SQ', items: [[element('0010,0010', 'PN', bytes('Quenzeno^Tova'))]] });
    expect(matchIdentity('QUENZENO', identity)).toBe('name');
  });

  it('nothing of a file that names nobody', () => expect(identityOf(element('0008,0070', 'LO', bytes('Acme 3000')))).toEqual({ names: [], numbers: [], dates: [] }));
});
