import { verifyExport, type ExportSource } from '../index.ts';
import { sampleFiles, serverKeyPem, wholeExport } from './spec-cases/sample-snapshot.ts';
import { DERIVED_TAMPERINGS } from './spec-cases/tampering-derived.ts';
import { TAMPERINGS } from './spec-cases/tampering.ts';

// Making every format loads several libraries; on a busy machine that takes its time.
jest.setTimeout(60_000);

async function* once(bytes: Uint8Array | undefined): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  if (!bytes) throw new Error('no such file');
  yield bytes;
}
const inMemory = (files: ReadonlyMap<string, Uint8Array>): ExportSource => ({
  list: () => Promise.resolve([...files].map(([path, bytes]) => ({ path, size: bytes.length }))),
  read: (path) => once(files.get(path)),
  close: () => Promise.resolve(),
});

describe('verifyExport', () => {
  it.each(TAMPERINGS)('finds what was changed: $name', async ({ change, opened, found, says }) => {
    const files = sampleFiles(opened);
    change(files);
    const result = await verifyExport(inMemory(files), { serverKey: serverKeyPem });
    if (!result.ok) throw new Error(result.refusal.code);
    const differences = result.value.differences.map((difference) => `${difference.how} ${difference.path}`);
    if (found.length === 0) expect(result.value.differences).toEqual([]);
    else expect(differences).toEqual(expect.arrayContaining([...found]));
    if (says !== undefined) expect(result.value.differences.map(({ detail }) => detail).join('\n')).toContain(says);
  });

  it.each(DERIVED_TAMPERINGS)('finds what was changed beside the record: $name', async ({ change, found }) => {
    const files = await wholeExport();
    change(files);
    const result = await verifyExport(inMemory(files), { serverKey: serverKeyPem });
    if (!result.ok) throw new Error(result.refusal.code);
    const differences = result.value.differences.map((difference) => `${difference.how} ${difference.path}`);
    if (found.length === 0) expect(result.value.differences).toEqual([]);
    else expect(differences).toEqual(expect.arrayContaining([...found]));
  });

  it('gives the root that was locked, and notices another one that was named from elsewhere', async () => {
    const result = await verifyExport(inMemory(sampleFiles()), { expectedRoot: 'd'.repeat(64) });
    expect(result).toMatchObject({ ok: true, value: { differences: [{ path: 'SNAPSHOT.json', how: 'root-differs' }] } });
    if (result.ok) expect(result.value.root).toBe(result.value.lockedRoot);
  });

  it('notices the key of another server', async () => {
    const other = '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n';
    expect(await verifyExport(inMemory(sampleFiles()), { serverKey: other })).toMatchObject({ ok: true, value: { differences: [{ how: 'signature-wrong' }] } });
  });

  it('refuses a folder that is no export', async () => {
    expect(await verifyExport(inMemory(new Map([['a.txt', new Uint8Array(1)]])))).toMatchObject({ ok: false, refusal: { code: 'not-an-export' } });
  });

  const without = (source: ExportSource, path: string): ExportSource => ({ ...source, read: (asked) => (asked === path ? once(undefined) : source.read(asked)) });

  it('names a file that cannot be read', async () => {
    expect(await verifyExport(without(inMemory(sampleFiles()), 'README.md'))).toMatchObject({ ok: true, value: { differences: [{ path: 'README.md', how: 'unreadable' }] } });
  });

  it.each<[string, readonly string[]]>([
    ['MANIFEST.sha256', []], ['SNAPSHOT.json', []], ['EXPORT.json', ['snapshot-edited EXPORT.json']], ['lesions.tsv', ['root-differs SNAPSHOT.json']],
  ])('names a file that cannot be read: %s', async (path, also) => {
    const result = await verifyExport(without(inMemory(await wholeExport()), path), { serverKey: serverKeyPem });
    if (!result.ok) throw new Error(result.refusal.code);
    // Without the signed list nothing says what may lie beside the record.
    const differences = result.value.differences.filter(({ how }) => path !== 'EXPORT.json' || how !== 'extra');
    expect(differences.map((difference) => `${difference.how} ${difference.path}`).sort()).toEqual([...also, `unreadable ${path}`].sort());
  });
});
