import { ledgerTable } from '../ledger-export.command.ts';
import { readName } from './read-name.ts';

const base64 = (bytes: readonly number[] | string): string => Buffer.from(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes).toString('base64');
// The made-up name Ouyang Lanxin in GB18030.
const GB = [0xc5, 0xb7, 0xd1, 0xf4, 0xc0, 0xbc, 0xd0, 0xc0];

describe('readName', () => {
  it.each([
    ['GB18030', GB, '欧阳兰欣'], ['\\ISO 2022 IR 58', [0x1b, 0x24, 0x29, 0x41, ...GB], '欧阳兰欣'], ['ISO_IR 192', [...Buffer.from('欧阳兰欣')], '欧阳兰欣'],
    ['ISO_IR 100', GB, '欧阳兰欣'], ['', [...Buffer.from('Doe^Jane ')], 'Doe^Jane'],
  ])('%s', (characterSet, bytes, name) => expect(readName(base64(bytes), base64(characterSet))).toBe(name));
});

describe('ledgerTable', () => {
  it('quotes what a table would misread and runs no formula', () => {
    const entry = (number: string, name: string) => ({ number: base64(number), name: base64(name), birthDate: base64('19700101'), characterSet: '', shiftDays: -40 });
    expect(ledgerTable({ version: 1, subjects: { 'C03-0002': entry('=1+1', 'A,B'), 'C03-0001': entry('7', 'Say "x"') } })).toBe('subject,number,name,birth_date,shift_days\r\nC03-0001,7,"Say ""x""",19700101,-40\r\nC03-0002,\'=1+1,"A,B",19700101,-40\r\n');
  });
});
