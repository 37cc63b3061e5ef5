/** @jest-environment ./tools/jest/one-realm-environment.cjs */
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDicom, renderFrame } from '@echocohort/dicom';
import { z } from 'zod';
import { ACTION_NAMES } from '../cleaning/action-counts.ts';
import { runCli } from '../cli.ts';

jest.setTimeout(120_000);

const SAMPLES = join(__dirname, '..', '..', '..', '..', 'libs', 'deidentification', 'test-files');
/** Bears DOE inside its second region: the patient's own name. */
const NAMED = 'dcm4che_YBR_FULL-RLE.dcm';
/** Bears measurements and labels inside its region. */
const LABELLED = 'OBXXXX1A_rle_2frame.dcm';

const line = z.object({
  input: z.string(), status: z.string(), codes: z.array(z.string()), output: z.string().optional(), source: z.string().optional(),
  boxes: z.array(z.object({ x0: z.number(), y0: z.number(), x1: z.number(), y1: z.number(), frame: z.number(), verdict: z.string(), match: z.string().nullable(), decision: z.string().nullable() })).optional(),
  actions: z.record(z.string(), z.number()).optional(),
});
type Line = z.infer<typeof line>;

let folder = '';
let printed = '';

async function cli(...args: readonly string[]): Promise<number> {
  printed = '';
  const say = (text: string): void => { printed += text; };
  return runCli(args, { out: say, err: say, cwd: folder, env: {} });
}

/** Runs once more and gives exit code and the report's lines. */
async function run(...more: readonly string[]): Promise<{ code: number; lines: Line[] }> {
  const code = await cli('deidentify', 'in', 'out', '--key-file', 'key', '--centre', 'C03', '--report', 'report.jsonl', ...more);
  const text = await readFile(join(folder, 'report.jsonl'), 'utf8');
  return { code, lines: text.trim().split('\n').map((entry) => line.parse(JSON.parse(entry))) };
}

type Kind = { readonly decision: 'harmless'; readonly because: string } | { readonly decision: 'blank' | 'reject' };

async function decide(lines: readonly Line[], kind: Kind): Promise<string> {
  const decisions = lines.flatMap(({ input, source, boxes = [] }) => boxes.map(({ x0, y0, x1, y1 }) => ({ input, source, box: { x0, y0, x1, y1 }, ...kind })));
  await writeFile(join(folder, 'decisions.json'), JSON.stringify({ decisions }));
  return 'decisions.json';
}

const brightness = async (output: string, box: { x0: number; y0: number; x1: number; y1: number }): Promise<number> => {
  const file = parseDicom(new Uint8Array(await readFile(join(folder, 'out', output))));
  const frame = file.ok ? renderFrame(file.value) : file;
  if (!frame.ok) throw new Error(frame.refusal.code);
  let most = 0;
  for (let y = box.y0; y <= box.y1; y++) for (let x = box.x0; x <= box.x1; x++) most = Math.max(most, frame.value.rgba[(y * frame.value.width + x) * 4] ?? 0);
  return most;
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'echocohort-cli-text-'));
  await mkdir(join(folder, 'in'));
  await cli('keygen', 'key');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('text inside a region', () => {
  it('that is the patient\'s own name holds the file, shows the box and never the text, and cannot be called harmless', async () => {
    await copyFile(join(SAMPLES, NAMED), join(folder, 'in', 'a.dcm'));
    const { code, lines } = await run();
    expect([code, lines[0]?.status, lines[0]?.codes]).toEqual([1, 'held', ['text-identifies']]);
    expect(lines[0]?.boxes).toMatchObject([{ verdict: 'blocks', match: 'name', decision: null }]);
    expect(printed + (await readFile(join(folder, 'report.jsonl'), 'utf8')) + (await readFile(join(folder, 'out', '.journal.jsonl'), 'utf8'))).not.toMatch(/DOE/i);
    const again = await run('--decisions', await decide(lines, { decision: 'harmless', because: 'view-label' }));
    expect([again.code, again.lines[0]?.codes]).toEqual([1, ['text-identifies']]);
  });

  it('is blanked where a person says so, and searched for again', async () => {
    await copyFile(join(SAMPLES, NAMED), join(folder, 'in', 'a.dcm'));
    const { lines } = await run();
    const [box] = lines[0]?.boxes ?? [];
    const again = await run('--decisions', await decide(lines, { decision: 'blank' }));
    expect([again.code, again.lines[0]?.status, again.lines[0]?.codes]).toEqual([0, 'clean', ['boxes-blanked']]);
    expect(box && (await brightness(again.lines[0]?.output ?? '', box))).toBe(0);
  });

  it('is refused where a person rejects it', async () => {
    await copyFile(join(SAMPLES, NAMED), join(folder, 'in', 'a.dcm'));
    const { lines } = await run();
    const again = await run('--decisions', await decide(lines, { decision: 'reject' }));
    expect([again.lines[0]?.status, again.lines[0]?.codes]).toEqual(['refused', ['rejected-by-person']]);
  });

  it('that is a label stays where a person calls it harmless, for these very bytes only', async () => {
    await copyFile(join(SAMPLES, LABELLED), join(folder, 'in', 'a.dcm'));
    const { code, lines } = await run();
    expect([code, lines[0]?.codes]).toEqual([1, ['text-inside-region']]);
    const decisions = await decide(lines, { decision: 'harmless', because: 'measurement' });
    const again = await run('--decisions', decisions);
    expect([again.code, again.lines[0]?.status]).toEqual([0, 'clean']);
    expect(again.lines[0]?.boxes?.every(({ decision }) => decision === 'harmless')).toBe(true);
    await copyFile(join(SAMPLES, NAMED), join(folder, 'in', 'a.dcm'));
    expect((await run('--decisions', decisions)).lines[0]?.codes).toEqual(['text-identifies']);
  });

  it.each([
    ['no JSON', '{'], ['a free reason', '{"decisions":[{"input":"x"}]}'], ['harmless without a reason', JSON.stringify({ decisions: [{ input: 'a'.repeat(64), source: 'b'.repeat(64), box: { x0: 1, y0: 1, x1: 2, y1: 2 }, decision: 'harmless' }] })],
  ])('a decisions file with %s is refused in one sentence', async (_, text) => {
    await writeFile(join(folder, 'in', 'a.dcm'), '');
    await writeFile(join(folder, 'decisions.json'), text);
    expect(await cli('deidentify', 'in', 'out', '--key-file', 'key', '--decisions', 'decisions.json')).toBe(2);
    expect(printed.trim().split('\n')).toHaveLength(1);
  });
});

describe('what a run leaves to show', () => {
  it('counts the ten actions of MIDI-B for each input', async () => {
    await copyFile(join(SAMPLES, NAMED), join(folder, 'in', 'a.dcm'));
    const { lines } = await run('--ocr', 'off');
    expect(Object.keys(lines[0]?.actions ?? {})).toEqual([...ACTION_NAMES]);
    expect(lines[0]?.actions).toMatchObject({ patid_consistent: 1, pixels_hidden: 1, pixels_retained: 1 });
    const { uid_changed = 0, uid_consistent = -1, date_shifted = 0, text_removed = 0 } = lines[0]?.actions ?? {};
    expect(uid_consistent).toBe(uid_changed);
    expect(Math.min(uid_changed, date_shifted, text_removed)).toBeGreaterThan(0);
  });

  it('makes a page to sign, in both languages, that stands by itself and names nobody', async () => {
    await copyFile(join(SAMPLES, NAMED), join(folder, 'in', 'a.dcm'));
    await copyFile(join(SAMPLES, LABELLED), join(folder, 'in', 'b.dcm'));
    await run('--ocr', 'off', '--summary', 'summary.html');
    const page = await readFile(join(folder, 'summary.html'), 'utf8');
    for (const part of ['C03', '113100', '113101', 'pixels_hidden', '签名', 'Signature', '2024b', 'NOT searched']) expect(page).toContain(part);
    expect(page).not.toMatch(/DOE|S61289|20161017|a\.dcm|https?:|<script|src=/i);
  });
});

describe('the ledger', () => {
  it('comes back on another machine from its table or from its file, and only with its key', async () => {
    await copyFile(join(SAMPLES, NAMED), join(folder, 'in', 'a.dcm'));
    await run('--ocr', 'off', '--ledger', 'ledger.bin');
    await cli('ledger', 'export', 'ledger.bin', 'table.csv', '--key-file', 'key');
    const table = await readFile(join(folder, 'table.csv'), 'utf8');
    for (const source of ['table.csv', 'ledger.bin']) {
      expect(await cli('ledger', 'restore', source, `again-${source}.bin`, '--key-file', 'key')).toBe(0);
      expect(printed).not.toMatch(/DOE|S61289/);
      await cli('ledger', 'export', `again-${source}.bin`, `again-${source}.csv`, '--key-file', 'key');
      expect(await readFile(join(folder, `again-${source}.csv`), 'utf8')).toBe(table);
    }
    await cli('keygen', 'other');
    for (const source of ['table.csv', 'ledger.bin']) expect(await cli('ledger', 'restore', source, 'other.bin', '--key-file', 'other')).toBe(2);
    await writeFile(join(folder, 'changed.csv'), table.replace('S61289', 'S99999'));
    expect(await cli('ledger', 'restore', 'changed.csv', 'ledger.bin', '--key-file', 'key')).toBe(1);
  });
});
