import { EXPORT_FORMAT, exportListPieces, readExportList, type ListedFile } from './export-list.ts';

const ROOT = 'a'.repeat(64);
const file = (path: string): ListedFile => ({ path, sha256: 'b'.repeat(64), size: 3 });
const SIGNED = { algorithm: 'Ed25519', keyId: '0123456789abcdef', publicKey: 'PEM', signature: 'AAAA' } as const;

describe('EXPORT.json in pieces', () => {
  it.each([[0, null], [1, null], [2, SIGNED], [0, SIGNED]] as const)('is JSON of one space an indent: %i files, signed by %j', (count, attestation) => {
    const files = ['a/é "quoted".tsv', 'b'].slice(0, count).map(file);
    const text = [...exportListPieces(ROOT, [...files].reverse(), attestation === null ? null : () => ({ ...SIGNED }))].join('');
    expect(text).toBe(`${JSON.stringify({ format: EXPORT_FORMAT, root: ROOT, files, attestation }, null, 1)}\n`);
  });

  it('is read back', () => {
    expect(readExportList([...exportListPieces(ROOT, [file('b'), file('a')], null)].join(''))?.files.map(({ path }) => path)).toEqual(['a', 'b']);
  });
});
