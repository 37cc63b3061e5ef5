import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditLine, EMPTY_CHAIN, nextEntry, receiptBytes, RECEIPT_FORMAT, type ReceiptBody } from '@echocohort/audit';
import { attestedBytes, leafListDigest, merkleRoot, SNAPSHOT_FORMAT, type SnapshotLeaf, type SnapshotManifest } from '@echocohort/cohort';
import { addedFiles, keyIdOf } from '@echocohort/export';
import { runCli } from '../cli.ts';
import type { CliIo, ExitCode } from '../command.ts';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'cli-spec-')); });
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ran { readonly code: ExitCode; readonly out: string; readonly err: string }
async function run(...args: string[]): Promise<Ran> {
  let [out, err] = ['', ''];
  const io: CliIo = { out: (text) => { out += text; }, err: (text) => { err += text; }, cwd: folder, env: {} };
  const code = await runCli(args, io);
  return { code, out, err };
}
const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
const entry = nextEntry(EMPTY_CHAIN, { at: new Date(0), studyCode: 'sample', actor: null, roles: [], event: { type: 'subject.registered', centre: 'C01', case: null, payload: { subject: 'C01-0001' } } });

async function makeExport(): Promise<string> {
  const audit = `${auditLine(entry)}\n`;
  const digest = createHash('sha256').update(audit).digest('hex');
  const leaves: SnapshotLeaf[] = [{ path: 'audit.ndjson', sha256: digest, size: audit.length }];
  const root = merkleRoot(leaves);
  const record: SnapshotManifest['record'] = {
    format: SNAPSHOT_FORMAT, study: { code: 'sample', version: '1', definition: digest, protocolVersion: '1' },
    cohort: { id: 'c', name: 'Main', version: 1, definition: { centres: null, criteria: [], trainingParts: 4, internalParts: 1 } },
    split: { id: 's', seed: '1', ratio: '4:1', exact: true, assignment: digest }, sets: [], audit: { seq: 1, hash: entry.hash }, previousRoot: null, contentDigest: digest, leafListDigest: leafListDigest(leaves), root,
  };
  const attestation = { algorithm: 'Ed25519' as const, keyId: keyIdOf(publicKey), publicKey: pem, signature: sign(null, attestedBytes({ record, signatures: [] }), privateKey).toString('base64') };
  await mkdir(join(folder, 'export'));
  await write('export/audit.ndjson', audit);
  await write('server.pem', pem);
  for (const { path, bytes } of addedFiles({ record, signatures: [], attestation, leaves }, null)) await writeFile(join(folder, 'export', path), bytes);
  return root;
}

describe('echocohort verify', () => {
  it('prints the root of an export that is as it was locked', async () => {
    const root = await makeExport();
    expect(await run('verify', 'export', '--server-key', 'server.pem', '--root', root)).toMatchObject({ code: 0, out: expect.stringContaining(`root ${root}`) as string });
  });
  it('names what differs and exits 1', async () => {
    await makeExport();
    await write('export/README.md', 'x');
    expect(await run('verify', 'export')).toMatchObject({ code: 1, out: expect.stringContaining('changed\tREADME.md') as string });
    const { out } = await run('verify', 'export', '--json');
    expect(JSON.parse(out)).toMatchObject({ differences: [{ how: 'changed', path: 'README.md' }] });
  });
  it.each([[[]], [['nothing-here']], [['.']], [['export', '--root', 'x']], [['export', '--server-key', 'none.pem']], [['--nonsense']], [['a', 'b']]])('exits 2 with a sentence for %j', async (args) => {
    const { code, out, err } = await run('verify', ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^[A-Z-].*\.\n$/);
  });
});

describe('echocohort report', () => {
  beforeEach(() => makeExport());

  it('makes nothing of an export that differs from what was locked', async () => {
    await write('export/audit.ndjson', 'changed\n');
    const ran = await run('report', 'export', '--out', 'report');
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain('differs from what was locked');
    expect(existsSync(join(folder, 'report'))).toBe(false);
  });

  it.each([
    ['lacks the tables', ['report', 'export', '--out', 'report'], 'no study.json, participants.tsv'],
    ['has nowhere to go', ['report', 'export'], '--out'],
    ['asks for an unknown table', ['report', 'export', '--out', 'report', '--only', 'table9'], '"table9"'],
    ['names no export', ['report', '--out', 'report'], 'Name one export'],
  ])('says in one sentence what is wrong when the call %s', async (_what, args, sentence) => {
    const ran = await run(...args);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(sentence);
  });
});

describe('echocohort audit verify', () => {
  it('says that the chain is whole, and that a cut end would not show', async () => {
    await makeExport();
    const file = join('export', 'audit.ndjson');
    expect(await run('audit', 'verify', file)).toMatchObject({ code: 0, err: expect.stringContaining('cannot be noticed') as string });
    expect(await run('audit', 'verify', file, '--snapshot', 'export/SNAPSHOT.json')).toMatchObject({ code: 0, err: '' });
    expect((await run('audit', 'verify', file, '--head', `2:${entry.hash}`)).code).toBe(1);
  });
  it('names the first bad row', async () => {
    const second = nextEntry({ seq: 1, hash: entry.hash }, { at: new Date(1), studyCode: 'sample', actor: null, roles: [], event: { type: 'subject.registered', centre: 'C01', case: null, payload: { subject: 'C01-0002' } } });
    await write('audit.ndjson', [entry, second].map((row) => `${auditLine(row)}\n`).join('').replace('C01-0002', 'C01-0003'));
    expect(await run('audit', 'verify', 'audit.ndjson')).toMatchObject({ code: 1, out: expect.stringMatching(/^audit-row-changed: Row 2/) as string });
    const { out } = await run('audit', 'verify', 'audit.ndjson', '--json');
    expect(JSON.parse(out)).toMatchObject({ whole: false, code: 'audit-row-changed', facts: { row: 2 } });
  });
  it.each([[[]], [['none.ndjson']], [['x', '--head', '1']], [['x', '--snapshot', 'none.json']]])('exits 2 for %j', async (args) => expect((await run('audit', 'verify', ...args)).code).toBe(2));
});

describe('echocohort receipt verify', () => {
  const body: ReceiptBody = {
    format: RECEIPT_FORMAT, study: 'sample', number: 1, centre: 'C01', case: 'C01-0001-L1', slot: 'L1', image: 'a'.repeat(64), sizeBytes: 10, findings: [], state: 'collecting', missing: [],
    at: '2026-11-23T00:00:00.000Z', keyId: keyIdOf(publicKey),
  };
  const receipt = { number: 1, body, signature: sign(null, receiptBytes(body), privateKey).toString('base64') };
  beforeEach(() => write('server.pem', pem));
  it('tells a signed receipt from a changed one', async () => {
    await write('good.json', JSON.stringify(receipt));
    await write('bad.json', JSON.stringify({ ...receipt, body: { ...body, slot: 'L2' } }));
    expect(await run('receipt', 'verify', 'good.json', '--server-key', 'server.pem')).toMatchObject({ code: 0, out: expect.stringContaining('slot L1 of C01-0001-L1') as string });
    expect(await run('receipt', 'verify', 'bad.json', '--server-key', 'server.pem')).toMatchObject({ code: 1, out: expect.stringContaining('receipt-signature-wrong') as string });
  });
  it.each([[[]], [['good.json']], [['none.json', '--server-key', 'server.pem']], [['server.pem', '--server-key', 'server.pem']], [['server.pem', '--server-key', 'none']]])('exits 2 for %j', async (args) =>
    expect((await run('receipt', 'verify', ...args)).code).toBe(2));
});

describe('echocohort split', () => {
  const table = ['lesion,patient,centre', ...Array.from({ length: 10 }, (_, index) => `L${index},P${index},C01`), 'L90,P90,C12'].join('\n');
  it('writes the sets by lesion and says what was achieved', async () => {
    await write('lesions.csv', table);
    const ran = await run('split', '--lesions', 'lesions.csv', '--ratio', '4:1', '--seed', '7', '--external', 'C12');
    expect(ran.code).toBe(0);
    expect(ran.out.split('\n').slice(0, 1)).toEqual(['lesion,patient,centre,set']);
    expect(ran.out.match(/,training/g)).toHaveLength(8);
    expect(ran.out).toContain('L90,P90,C12,external_validation');
    expect(ran.err).toContain('training: 8 lesions of 8 patients');
    expect(ran.err).toContain('met exactly');
  });
  it('gives the same bytes for the rows in another order', async () => {
    const [head = '', ...rows] = table.split('\n');
    await write('one.csv', table);
    await write('two.csv', [head, ...rows.reverse()].join('\r\n'));
    const args = ['--ratio', '4:1', '--seed', 's', '--external', 'C12'];
    expect((await run('split', '--lesions', 'one.csv', ...args)).out).toBe((await run('split', '--lesions', 'two.csv', ...args)).out);
    expect(await readFile(join(folder, 'one.csv'), 'utf8')).toBe(table);
  });
  it.each([
    [['--ratio', '4:1', '--seed', '1']], [['--lesions', 'none.csv', '--ratio', '4:1', '--seed', '1']], [['--lesions', 'lesions.csv', '--seed', '1']], [['--lesions', 'lesions.csv', '--ratio', '4:0', '--seed', '1']],
    [['--lesions', 'lesions.csv', '--ratio', '4:1']], [['--lesions', 'lesions.csv', '--ratio', '4:1', '--seed', '1', '--external', 'C99']], [['--lesions', 'lesions.csv', '--ratio', '4:1', '--seed', '1', '--stratify', 'malignant']],
    [['--lesions', 'lesions.csv', '--ratio', '4:1', '--seed', '1', '--stratify', 'colour']],
  ])('exits 2 with a sentence for %j', async (args) => {
    await write('lesions.csv', table);
    const { code, out, err } = await run('split', ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^.+\.\n$/);
  });
});
