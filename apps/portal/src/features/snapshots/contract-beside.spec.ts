import { contractBeside } from './contract-beside.ts';

const document = { id: 'a', version: 2, title: { zh: '数据使用协议', en: 'Data use agreement' }, digest: '0'.repeat(64) };

describe('contractBeside', () => {
  it.each([
    ['DUA-2026-7', document, 'DUA-2026-7'],
    ['Data use agreement, version 2', document, null],
    ['Data use agreement, version 1', document, 'Data use agreement, version 1'],
    ['DUA-2026-7', null, 'DUA-2026-7'],
    [null, document, null],
  ] as const)('%s', (words, name, expected) => expect(contractBeside(words, name)).toBe(expected));
});
