import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@echocohort/kernel';
import { ultrasoundFile, type TabularStudy } from '@echocohort/testing';
import { runCli } from '../cli.ts';
import { tabularBundle, tabularExport, writeAll } from '../spec-cases/tabular-export.ts';

const who = { patientName: 'MADE^UP', patientId: 'C01-0000', birthDate: '19600101', sex: 'F', ageYears: 60, hospital: 'H', physician: 'P', operator: 'O', accession: 'A', coding: 'latin' } as const;
const what = { manufacturer: 'M', model: 'X', transducer: 'T', softwareVersion: '1', scanDate: '20190101', scanTime: '090000', studyUid: '2.25.1', seriesUid: '2.25.2', sopUid: '2.25.3', instance: 1 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-spec-'));
  const side = 64;
  const random = seededRandom('picture');
  const picture = await ultrasoundFile({ width: side, height: side, channels: 1, bytes: Uint8Array.from({ length: side * side }, () => 200 * random()), regions: [{ x0: 0, y0: 0, x1: side - 1, y1: side - 1, dataType: 'tissue', cmPerPixel: 0.02 }] }, 'grey-raw', who, what);
  const opened = tabularExport(420, 440, { opened: true, picture });
  await writeAll(join(folder, 'opened'), opened.files);
  await writeAll(join(folder, 'model-l'), tabularBundle(opened, 'L', true));
  await writeAll(join(folder, 'model-lb'), tabularBundle(opened, 'LB'));
  const sealed = tabularExport(420, 440, { picture });
  await writeAll(join(folder, 'sealed'), sealed.files);
  await writeAll(join(folder, 'foreign'), tabularBundle({ ...opened, root: 'f'.repeat(64) }, 'L'));
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const code = await runCli(['report', ...args], { out: (text) => { out += text; }, err: (text) => { err += text; }, cwd: folder, env: {} });
  return { code, out, err };
}

/** Digest of every file of a report by its path. */
async function digests(name: string): Promise<Record<string, string>> {
  const entries = (await readdir(join(folder, name), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const found = await Promise.all(entries.map(async (entry) => [join(entry.parentPath, entry.name).slice(join(folder, name).length + 1), createHash('sha256').update(await readFile(join(entry.parentPath, entry.name))).digest('hex')] as const));
  return Object.fromEntries(found.sort());
}
const text = (...path: string[]): Promise<string> => readFile(join(folder, ...path), 'utf8');
/** Words of programs that no reader should meet, and tables of no row, in a file of a report. */
async function oddWords(path: string): Promise<string[]> {
  return (await readFile(path, 'utf8')).replaceAll(/data:[^"]*/g, '').match(/NaN|\bundefined\b|\bnull\b|\[object|Infinity|∞|<tbody>\s*<\/tbody>/g) ?? [];
}
const PROGRAM = join(__dirname, '../../dist/main.js');
/** The command as it is built, in a process of its own. */
const built = (zone: string, args: readonly string[]): Promise<{ code: number | null; err: string }> => new Promise((resolve, reject) => {
  const child = spawn(process.execPath, [join(__dirname, '../../bin/echocohort.mjs'), 'report', ...args], { cwd: folder, env: { ...process.env, TZ: zone }, stdio: ['ignore', 'ignore', 'pipe'] });
  let err = '';
  child.stderr.on('data', (part: Buffer) => { err += part.toString(); });
  child.once('error', reject);
  child.once('close', (code) => resolve({ code, err }));
});
const BUNDLES = ['--bundle', 'model-l', '--bundle', 'model-lb'];

describe('echocohort report', () => {
  it('makes the whole report in processes of different time zones and orders of bundles: the same bytes', async () => {
    if (!existsSync(PROGRAM)) throw new Error('apps/cli is not built; npm run build');
    const made = [built('Asia/Shanghai', ['opened', '--out', 'one', ...BUNDLES]), built('America/New_York', ['opened', '--out', 'two', '--bundle', 'model-lb', '--bundle', 'model-l'])];
    expect(await Promise.all(made)).toEqual([{ code: 0, err: '' }, { code: 0, err: '' }]);
    const files = await digests('one');
    expect(await digests('two')).toEqual(files);
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['MODEL_CARD.md', 'report.en.docx', 'report.en.html', 'report.en.pdf', 'figures/flow.en.png', 'figures/flow.en.svg', 'figures/roc-external_validation.en.svg', 'figures/forest.en.png',
      'tables/table1.en.csv', 'tables/table1.en.docx', 'tables/table2.en.html', 'tables/delong.en.csv', 'tables/stard.en.csv', 'tables/tripod.en.csv', 'tables/claim.en.csv', 'tables/failures.en.csv']));
  }, 400_000);

  it('counts in table 1 what the split holds, marks UTF-8 for Excel, and states method, n, unit and source under every table', async () => {
    const table1 = await text('one', 'tables', 'table1.en.csv');
    expect(table1.startsWith('\uFEFFCharacteristic,All,')).toBe(true);
    expect(table1).toContain('Number of lesions,440,');
    for (const name of (await readdir(join(folder, 'one', 'tables'))).filter((each) => each.endsWith('.csv'))) expect(await text('one', 'tables', name)).toMatch(/Method: .+ n: .+ Unit: .+ Source: /);
  });

  it('leads nowhere that is not there: links within the report, and from the pages of the tables into it', async () => {
    const ids = new Set([...(await text('one', 'report.en.html')).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const path of ['report.en.html', ...(await readdir(join(folder, 'one', 'tables'))).filter((name) => name.endsWith('.html')).map((name) => `tables/${name}`)]) {
      const links = [...(await text('one', path)).matchAll(/<a href="([^"#]*)#([^"]+)"/g)];
      expect([path, links.filter(([, page, target]) => page !== (path === 'report.en.html' ? '' : '../report.en.html') || !ids.has(target))]).toEqual([path, []]);
    }
  });

  it('shows failures of the external set with maps of its own making, and says of which model there are none, and why', async () => {
    const html = await text('one', 'report.en.html');
    expect(html).toMatch(/Model-L, External validation, C\d\d-\d{4}-L1, false (positive|negative), score/);
    expect(html).not.toMatch(/Model-LB, External validation, C\d\d-\d{4}-L1, false (positive|negative), score/);
    expect(html).toMatch(/No attention map of \d+ of the lesions: the bundle holds no network that can be read/);
  });

  it.each([
    ['three lesions of one centre', (study: TabularStudy) => ({ ...study, lesions: study.lesions.slice(0, 3), subjects: study.subjects.slice(0, 3) })],
    ['one class', (study: TabularStudy) => ({ ...study, lesions: study.lesions.map((lesion) => ({ ...lesion, outcome: { ...lesion.outcome, malignant: true } })) })],
  ])('makes a report of %s: what cannot be said is said to be so, and no number is NaN', async (name, changed) => {
    const odd = tabularExport(40, 40, { opened: true, pictures: false, changed });
    await writeAll(join(folder, name), odd.files);
    await writeAll(join(folder, `${name} model`), tabularBundle(odd, 'L'));
    expect(await run(name, '--out', `${name} report`, '--bundle', `${name} model`, '--lang', 'zh')).toMatchObject({ code: 0, err: '' });
    expect(await text(`${name} report`, 'report.zh.html')).toContain('未生成');
    for (const path of Object.keys(await digests(`${name} report`)).filter((each) => /\.(html|svg|csv|md)$/.test(each))) expect([path, await oddWords(join(folder, `${name} report`, path))]).toEqual([path, []]);
  }, 120_000);

  it('names the lock as its only time, shows the attention maps of wrong calls, and prints no 0.000 as p', async () => {
    expect(await text('one', 'report.en.html')).toContain('2026-11-20 08:30 UTC');
    expect(await text('one', 'report.en.html')).toContain('Attention maps of lesions that were called wrongly');
    expect(await text('one', 'tables', 'odds-ratios.en.csv')).not.toMatch(/,0\.000,/);
    expect((await readFile(join(folder, 'one', 'figures', 'flow.en.png'))).subarray(37, 41).toString('latin1')).toBe('pHYs');
  });

  it('says what is sealed, and leaves its figures out', async () => {
    expect(await run('sealed', '--out', 'closed', '--only', 'roc,table2,interval', '--lang', 'en,zh', ...BUNDLES)).toMatchObject({ code: 0, err: '' });
    expect(await text('closed', 'report.en.html')).toContain('lesions are sealed in this export');
    expect(await text('closed', 'report.zh.html')).toContain('密封');
    expect(existsSync(join(folder, 'closed', 'figures', 'roc-training.zh.png'))).toBe(true);
    expect(existsSync(join(folder, 'closed', 'figures', 'roc-external_validation.en.png'))).toBe(false);
  }, 240_000);

  it.each([
    ['a part that is not there', ['opened', '--out', 'x', '--only', 'flow,table9'], '"table9"; --only takes methods, flow, table1'],
    ['a part that needs a model', ['opened', '--out', 'x', '--only', 'roc'], '"roc" needs the predictions of a model'],
    ['a bundle of another snapshot', ['opened', '--out', 'x', '--bundle', 'foreign'], 'another snapshot'],
    ['the same model twice', ['opened', '--out', 'x', '--bundle', 'model-l', '--bundle', 'model-l'], 'Two bundles hold a Model-L'],
    ['a folder that is no bundle', ['opened', '--out', 'x', '--bundle', 'nowhere'], 'cannot be read'],
    ['a language that is not there', ['opened', '--out', 'x', '--lang', 'fr'], '--lang takes en, zh'],
  ])('refuses %s in one sentence, and writes nothing', async (_what, args, sentence) => {
    const ran = await run(...args);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(sentence);
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });
});
