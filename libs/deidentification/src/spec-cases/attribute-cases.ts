import { changed, ordinaryPlants, type HostileCase } from './hostile-case.ts';
import { ascii, concat, tagBytes, writeElement, writeElements, type SourceElement } from './source-bytes.ts';
import { file, greyPixels, nativeFile, ordinaryElements, regionItem, SYNTAX, withElements, type MadeUpPatient } from './source-image.ts';

const pn = (tag: string, value: string): SourceElement => ({ tag, vr: 'PN', value });
const lo = (tag: string, value: string): SourceElement => ({ tag, vr: 'LO', value });

function nested(depth: number, inner: SourceElement): SourceElement {
  return Array.from({ length: depth }).reduce<SourceElement>((element) => ({ tag: '0040,0275', vr: 'SQ', value: [[element]], undefinedLength: true }), inner);
}

/** Tags, nesting, private elements, free text, UIDs and dates. */
export function attributeCases(patient: MadeUpPatient): HostileCase[] {
  const name = `${patient.family}^${patient.given}`;
  const unSequence = concat(tagBytes('fffe,e000', true), Uint8Array.of(0xff, 0xff, 0xff, 0xff), writeElements([pn('0010,0010', name)], 'implicit-little'), tagBytes('fffe,e00d', true), new Uint8Array(4), tagBytes('fffe,e0dd', true), new Uint8Array(4));
  return [
    changed('tags-basic', patient, []),
    changed('nested-sq', patient, [nested(3, pn('0010,0010', name)), { tag: '0018,6011', vr: 'SQ', value: [[...regionItem(), pn('0040,a123', name)]] }]),
    changed('private-tags', patient, [lo('0029,0010', 'ACME 1'), lo('0029,1001', `Secret ${patient.phone}`), { tag: '0029,1002', vr: 'SQ', value: [[pn('0010,0010', name)]] }]),
    changed('private-creator', patient, [lo('0031,0010', name), lo('0033,1001', name), { tag: '0035,1001', vr: 'UN', value: name }]),
    changed('un-vr', patient, [{ tag: '0010,0010', vr: 'UN', value: name }, { tag: '0008,0060', vr: 'UN', value: 'US' }]),
    changed('un-undefined-length', patient, [{ tag: '0008,1111', vr: 'UN', value: unSequence, statedLength: 0xffffffff }]),
    changed('unknown-public', patient, [lo('0012,7fff', name), lo('0018,0f0f', patient.number)]),
    changed('free-text', patient, [lo('0008,103e', `call ${patient.phone}`), { tag: '0020,4000', vr: 'LT', value: `for ${patient.family}` }, lo('0008,1090', `S7 ${patient.family}`), lo('0018,1020', `V1 ${patient.phone}`), { tag: '0008,0008', vr: 'CS', value: `ORIGINAL\\PRIMARY\\${patient.family.toUpperCase()}` }], [patient.family.toUpperCase()]),
    changed('original-attributes', patient, [{ tag: '0400,0561', vr: 'SQ', value: [[{ tag: '0400,0550', vr: 'SQ', value: [[pn('0010,0010', name)]] }]] }, { tag: '0400,0500', vr: 'SQ', value: [[{ tag: '0400,0520', vr: 'OB', value: ascii(name) }]] }]),
    changed('dates', patient, [{ tag: '0008,002a', vr: 'DT', value: '20190314101733.250000+0800' }, { tag: '0010,1010', vr: 'AS', value: '096Y' }, lo('0010,0033', `lunar ${patient.birth}`)], ['096Y', 'lunar']),
    changed('date-odd-forms', patient, [{ tag: '0008,0020', vr: 'DA', value: '2019.03.14' }, { tag: '0008,0022', vr: 'DA', value: '14 March' }, { tag: '0008,0023', vr: 'DA', value: '20191399' }, { tag: '0008,0030', vr: 'TM', value: 'ten past' }], ['2019.03.14', '14 March', '20191399', 'ten past']),
    changed('uids-with-phi', patient, [{ tag: '0008,0018', vr: 'UI', value: `1.2.${patient.birth}.${patient.phone}` }, { tag: '0008,1140', vr: 'SQ', value: [[{ tag: '0008,1150', vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.6.1' }, { tag: '0008,1155', vr: 'UI', value: `1.2.${patient.phone}` }]] }, { tag: '0020,0052', vr: 'UI', value: `1.2.${patient.birth}` }, { tag: '0018,9999', vr: 'UI', value: `1.2.${patient.phone}` }]),
    changed('charset-escape', patient, [{ tag: '0008,0005', vr: 'CS', value: `\\${patient.family.toUpperCase()}` }], [patient.family.toUpperCase()]),
    changed('number-holds-phone', patient, [{ tag: '0020,0013', vr: 'IS', value: patient.phone }, { tag: '0018,1063', vr: 'DS', value: patient.phone }]),
    changed('path-traversal', patient, [lo('0010,0020', `../../${patient.number}/../x`), { tag: '0008,0018', vr: 'UI', value: `1.2.3/../../${patient.birth}` }], ['../']),
    changed('approved-descriptions', patient, [lo('0008,1030', 'US Abdomen'), lo('0008,103e', 'LIVER'), lo('0018,1030', `Liver ${patient.family}`)]),
    // Words of a closed list that hold a name by chance are no leak: the file comes out.
    changed('name-in-listed-word', patient, [pn('0010,0010', `MARY^ROME^ABDO`), lo('0008,0070', 'Marys'), lo('0008,1030', 'US Abdomen')]),
    changed('name-as-unknown-in-device', patient, [{ tag: '0010,0010', vr: 'UN', value: name }, lo('0008,1090', `S7 ${patient.family}`), lo('0018,1020', `${patient.given}`)]),
    changed('short-name-in-device', patient, [pn('0010,0010', 'Qi^Wo'), lo('0008,1090', 'QIWO'), lo('0018,1020', 'Wo Qi'), lo('0018,5010', 'C5-1\\QI WO')], ['QIWO', 'Wo Qi', 'QI WO']),
    changed('place-in-device', patient, [lo('0008,1010', 'Room Halvorsen'), lo('0018,1000', 'SN88 12345'), lo('0008,1090', 'S7 Room Halvorsen'), lo('0018,1020', 'SN8812345')], ['Halvorsen', 'SN8812345']),
    changed('days-in-device', patient, [lo('0008,1090', `S7 ${patient.birth.slice(6)}.${patient.birth.slice(4, 6)}.${patient.birth.slice(2, 4)}`), lo('0018,1020', '14 March 2019'), lo('0018,5010', '14-MAR-19')], ['March', 'MAR-19', `${patient.birth.slice(6)}.${patient.birth.slice(4, 6)}.`]),
    changed('days-as-numbers', patient, [{ tag: '0018,6011', vr: 'SQ', value: [[...regionItem(), { tag: '0018,6030', vr: 'UL', value: [Number(patient.birth)] }, { tag: '0018,6020', vr: 'SL', value: [Number(patient.birth)] }, { tag: '0018,6028', vr: 'FD', value: [Number(patient.phone)] }, { tag: '0018,602a', vr: 'FD', value: ascii(patient.family.padEnd(8).slice(0, 8)) }].sort((a, b) => (a.tag < b.tag ? -1 : 1))] }], [new Uint8Array(new Uint32Array([Number(patient.birth)]).buffer), new Uint8Array(new Float64Array([Number(patient.phone)]).buffer), patient.family.slice(0, 7)]),
    changed('wrong-vr', patient, [{ tag: '0028,1050', vr: 'LO', value: name }, { tag: '0018,6031', vr: 'LO', value: name }, { tag: '0028,0014', vr: 'PN', value: name }]),
  ];
}

/** The bytes around and between elements. */
export function byteCases(patient: MadeUpPatient): HostileCase[] {
  const plants = ordinaryPlants(patient);
  const elements = ordinaryElements(patient);
  const pixels = greyPixels('bytes');
  const body = concat(writeElements(elements, 'explicit-little'), writeElement(pixels, 'explicit-little'));
  const secret = ascii(`${patient.family} ${patient.phone}`);
  const preamble = concat(secret, new Uint8Array(128)).subarray(0, 128);
  const syntax = SYNTAX['explicit-little'];
  const clean = (name: string, bytes: Uint8Array, expected: HostileCase['expected'] = 'clean', code?: string): HostileCase => ({ name, bytes, expected, code, plants });
  return [
    clean('preamble', file(body, syntax, { preamble })),
    clean('file-meta', file(body, syntax, { meta: [{ tag: '0002,0013', vr: 'SH', value: patient.family }, { tag: '0002,0016', vr: 'AE', value: patient.given }, { tag: '0002,0100', vr: 'UI', value: '1.2.3' }, { tag: '0002,0102', vr: 'OB', value: secret }] })),
    clean('trailing-padding', nativeFile(elements, pixels, 'explicit-little', writeElement({ tag: 'fffc,fffc', vr: 'OB', value: secret }, 'explicit-little'))),
    clean('trailing-bytes', nativeFile(elements, pixels, 'explicit-little', secret), 'either'),
    clean('after-pixels', nativeFile(elements, pixels, 'explicit-little', writeElement(pn('0010,1001', patient.family), 'explicit-little')), 'either'),
    clean('duplicate-tag', file(concat(writeElement(lo('0008,0070', 'Acme'), 'explicit-little'), body), syntax), 'hold', 'duplicate-element'),
    clean('pixel-tail', nativeFile(elements, { ...pixels, value: concat(pixels.value instanceof Uint8Array ? pixels.value : new Uint8Array(0), secret) })),
    clean('odd-length', nativeFile(withElements(elements, { tag: '0008,0080', vr: 'LO', value: 'abc', odd: true }), pixels)),
    clean('group-length', nativeFile(withElements(elements, { tag: '0008,0000', vr: 'UL', value: [99_999] }, { tag: '0010,0000', vr: 'UL', value: [3] }), pixels)),
    clean('undefined-length-sq', nativeFile(withElements(elements, { tag: '0018,6011', vr: 'SQ', value: [regionItem(), []], undefinedLength: true }, { tag: '0008,1115', vr: 'SQ', value: [[pn('0010,0010', patient.family)], []], undefinedLength: true }), pixels)),
    clean('deep-nesting', nativeFile(withElements(elements, nested(400, pn('0010,0010', patient.family))), pixels), 'either'),
    clean('truncated-pixels', nativeFile(elements, pixels).subarray(0, 4000), 'hold', 'truncated'),
    clean('truncated-header', nativeFile(elements, pixels).subarray(0, 500), 'hold', 'truncated'),
    clean('huge-length', file(concat(writeElements(elements.slice(0, 4), 'explicit-little'), writeElement({ tag: '0009,1001', vr: 'OB', value: secret, statedLength: 0xfffffff0 }, 'explicit-little')), syntax), 'hold', 'truncated'),
    clean('huge-pixels', file(concat(writeElements(elements, 'explicit-little'), writeElement({ ...pixels, statedLength: 0xfffffff0 }, 'explicit-little')), syntax), 'hold', 'truncated'),
    clean('huge-item', file(concat(writeElements(elements.slice(0, 4), 'explicit-little'), tagBytes('0008,1115', true), ascii('SQ'), Uint8Array.of(0, 0, 0xff, 0xff, 0xff, 0xff), tagBytes('fffe,e000', true), Uint8Array.of(0xf0, 0xff, 0xff, 0xff), secret), syntax), 'hold', 'truncated'),
    clean('two-pictures', nativeFile(elements, pixels, 'explicit-little', writeElement(pixels, 'explicit-little')), 'hold', 'duplicate-element'),
    clean('no-preamble', body, 'either'),
    clean('no-preamble-implicit', concat(writeElements(elements, 'implicit-little'), writeElement(pixels, 'implicit-little')), 'either'),
    clean('not-dicom', ascii(`%PDF-1.4 ${patient.family}`), 'hold', 'not-dicom'),
    clean('empty', new Uint8Array(0), 'hold', 'not-dicom'),
    clean('ts-implicit', nativeFile(elements, pixels, 'implicit-little')),
    clean('implicit-long-values', nativeFile(withElements(elements, { tag: '0018,1020', vr: 'LO', value: 'V1\\'.repeat(30_000) }, { tag: '0018,1065', vr: 'DS', value: '.1\\'.repeat(40_000).slice(0, -1) }), pixels, 'implicit-little')),
    clean('ts-big-endian', nativeFile(elements, pixels, 'explicit-big')),
  ];
}

/** Names in the character sets of section PS3.3 C.12.1.1.2, right and wrong. Every byte form of the name is a plant. */
export function charsetCases(patient: MadeUpPatient): HostileCase[] {
  // The made-up name Ouyang Lanxin in GB18030 and UTF-8.
  const gb = Uint8Array.of(0xc5, 0xb7, 0xd1, 0xf4, 0xc0, 0xbc, 0xd0, 0xc0);
  const utf8 = new TextEncoder().encode('欧阳兰欣');
  const iso2022 = concat(Uint8Array.of(0x1b, 0x24, 0x29, 0x41), gb);
  const named = (set: string | null, name: Uint8Array): SourceElement[] => [
    { tag: '0008,0005', vr: 'CS', value: set ?? '' },
    { tag: '0010,0010', vr: 'PN', value: concat(ascii(`${patient.family}^${patient.given}=`), name) },
    { tag: '0008,1030', vr: 'LO', value: concat(name, ascii(' liver')) },
    { tag: '0008,1090', vr: 'LO', value: concat(ascii('S7 '), name) },
  ];
  const plants = [gb, utf8, gb.subarray(0, 4), utf8.subarray(0, 6)];
  return [
    changed('cs-gb18030', patient, named('GB18030', gb), plants), changed('cs-gbk', patient, named('GBK', gb), plants),
    changed('cs-utf8', patient, named('ISO_IR 192', utf8), plants), changed('cs-iso2022-58', patient, named('\\ISO 2022 IR 58', iso2022), plants),
    changed('cs-maker', patient, [{ tag: '0008,0005', vr: 'CS', value: 'GB18030' }, { tag: '0008,0070', vr: 'LO', value: Uint8Array.of(0xc9, 0xee, 0xdb, 0xda, 0xc2, 0xf5, 0xc8, 0xf0) }, { tag: '0008,1090', vr: 'LO', value: concat(Uint8Array.of(0xc2, 0xf5, 0xc8, 0xf0), ascii(' Resona 7')) }]),
    changed('cs-mislabelled', patient, named('ISO_IR 100', gb), plants), changed('cs-missing', patient, named(null, utf8), plants),
  ];
}
