import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scannerLayout } from '@echocohort/deidentification';
import { parseDicom } from '@echocohort/dicom';
import { keyIdOf } from '@echocohort/export';
import { canonicalJson } from '@echocohort/kernel';
import { runCli } from '../cli.ts';

/** A published file of a scanner that does not say where its picture lies. */
const SAMPLE = join(__dirname, '..', '..', '..', '..', 'libs', 'deidentification', 'test-files', 'US1_J2KR.dcm');

let folder = '';
let printed = '';
let secret: KeyObject;
let template: Record<string, unknown>;
let body: Record<string, unknown>;

async function cli(...args: readonly string[]): Promise<number> {
  printed = '';
  const say = (text: string): void => { printed += text; };
  return runCli(args, { out: say, err: say, cwd: folder, env: {} });
}

const deidentify = (): Promise<number> => cli('deidentify', 'in', 'out', '--key-file', 'key', '--ocr', 'off', '--templates', 'templates.json', '--server-key', 'server.pem');
const write = (content: Record<string, unknown>, signed = content): Promise<void> =>
  writeFile(join(folder, 'templates.json'), JSON.stringify({ body: content, signature: sign(null, Buffer.from(canonicalJson(signed)), secret).toString('base64') }));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'echocohort-cli-templates-'));
  await mkdir(join(folder, 'in'));
  await copyFile(SAMPLE, join(folder, 'in', 'a.dcm'));
  await cli('keygen', 'key');
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  secret = privateKey;
  await writeFile(join(folder, 'server.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  const file = parseDicom(new Uint8Array(await readFile(SAMPLE)));
  const layout = file.ok ? scannerLayout(file.value) : null;
  if (layout === null) throw new Error('the sample is not readable');
  template = { ...layout, id: '6f1b1a0e-6d4c-4a8e-9a51-0a2f5a1c7b10', version: 1, kept: [{ kind: 'rectangle', x0: 60, y0: 120, x1: 580, y1: 340 }], drawnBy: 'one', drawnAt: '2026-11-23T10:00:00Z', approvedBy: 'two', approvedAt: '2026-11-23T11:00:00Z' };
  body = { format: 'echocohort.templates/1', study: 'FLL', at: '2026-11-23T12:00:00.000Z', keyId: keyIdOf(publicKey), templates: [template] };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('mask templates at the shell', () => {
  it('let a file through that does not say where its picture lies', async () => {
    expect(await cli('deidentify', 'in', 'before', '--key-file', 'key', '--ocr', 'off')).toBe(1);
    expect(printed).toContain('no-trusted-region');
    await write(body);
    expect(await deidentify()).toBe(0);
    // What was cleaned with a template is clean: cleaning it again gives the same file to the same subject.
    expect(await cli('deidentify', 'out', 'again', '--key-file', 'key', '--ocr', 'off', '--templates', 'templates.json', '--server-key', 'server.pem', '--json')).toBe(1);
    expect(JSON.parse(printed)).toMatchObject({ clean: 1, held: 0 });
  });

  it.each([
    ['changed after the signature', () => write({ ...body, study: 'other' }, body)],
    ['signed by somebody else', async () => { secret = generateKeyPairSync('ed25519').privateKey; await write(body); }],
    ['approved by whoever drew it', () => write({ ...body, templates: [{ ...template, approvedBy: 'one' }] })],
    ['no such file', () => writeFile(join(folder, 'templates.json'), '{}')],
  ])('are refused when the file is %s', async (_, make) => {
    await make();
    expect(await deidentify()).toBe(2);
    expect(printed.trim().split('\n')).toHaveLength(1);
  });

  it('need the server\'s key', async () => {
    await write(body);
    expect(await cli('deidentify', 'in', 'out', '--key-file', 'key', '--templates', 'templates.json')).toBe(2);
  });
});
