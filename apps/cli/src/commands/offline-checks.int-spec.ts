import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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

/** A zip of one empty file of this name (PKWARE APPNOTE 4.3), as no tool would write it. */
function zipOf(name: string): Buffer {
  const path = Buffer.from(name);
  const [local, central, end] = [Buffer.alloc(30), Buffer.alloc(46), Buffer.alloc(22)];
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(path.length, 26);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(path.length, 28);
  end.writeUInt32LE(0x06054b50, 0);
  for (const at of [8, 10]) end.writeUInt16LE(1, at);
  end.writeUInt32LE(central.length + path.length, 12);
  end.writeUInt32LE(local.length + path.length, 16);
  return Buffer.concat([local, path, central, path, end]);
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
  it.each(['../README.md', 'a/../../b', '/etc/passwd', '..\\b', 'C:b'])('reads no zip that holds %s, says why, and writes nothing', async (name) => {
    await writeFile(join(folder, 'made.zip'), zipOf(name));
    const before = await readdir(folder, { recursive: true });
    const { code, out, err } = await run('verify', 'made.zip');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('leads out of its folder');
    expect(await readdir(folder, { recursive: true })).toEqual(before);
  });
  it('reads no zip that was cut', async () => {
    await writeFile(join(folder, 'made.zip'), zipOf('SNAPSHOT.json').subarray(0, -5));
    expect(await run('verify', 'made.zip')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('not a whole zip file') as string });
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
  it('reads what a spreadsheet writes: byte order mark, CR LF, quotes, commas and Chinese names, and quotes again what needs it', async () => {
    const rows = ['"L,1",王小明,C01,"肝 ""左"""', 'L2,王小明,C01,x', 'L3,李四,C02,', 'L4,赵五,C02,y', 'L5,钱六,C02,"two\r\nlines"'];
    await write('lesions.csv', `\uFEFFlesion,patient,centre,名称\r\n${rows.join('\r\n')}\r\n`);
    const ran = await run('split', '--lesions', 'lesions.csv', '--ratio', '4:1', '--seed', '7');
    expect(ran).toMatchObject({ code: 0, err: expect.stringContaining('met exactly') as string });
    expect(ran.out).toMatch(/^lesion,patient,centre,set\n"L,1",王小明,C01,(\w+)\nL2,王小明,C01,\1\nL3,李四,/);
  });
  it.each([
    ['', 'is empty'], ['lesion,patient,centre\n', 'has no lesion'], ['lesion,centre\nL1,C01\n', 'lacks the column patient'], ['lesion;patient;centre\nL1;P1;C01\n', 'separated by commas'], ['lesion,patient,centre\nL1,P1,C01\nL1,P2,C01\n', 'Line 3 of the table repeats the lesion of line 2'],
    ['lesion,patient,centre\nL1,P1,C01\nL2,P1,C02\n', 'Line 3 of the table puts the patient of line 2 into another centre'], ['lesion,patient,centre\nL1,P1,C01,x\n', 'Line 2 of the table has 4 cells under 3 columns'], ['lesion,patient,centre\n"L1,P1,C01\n', 'a quote is opened and not closed'],
    ['lesion,patient,centre\nL1,,C01\n', 'Line 2 of the table has an empty cell'],
  ])('says what is wrong with the table %j, by line and never by a cell', async (text, sentence) => {
    await write('lesions.csv', text);
    const { code, out, err } = await run('split', '--lesions', 'lesions.csv', '--ratio', '4:1', '--seed', '1');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
  });
  it.each(['3:0', '0:1', '0:0', '4', '4:1:1', '1.5:1', 'x'])('takes no ratio of %s', async (ratio) => {
    await write('lesions.csv', table);
    expect(await run('split', '--lesions', 'lesions.csv', '--ratio', ratio, '--seed', '1')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('for instance') as string });
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
