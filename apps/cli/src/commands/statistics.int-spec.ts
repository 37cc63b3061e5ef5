import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../cli.ts';

const reference = join(__dirname, '..', '..', '..', '..', 'libs', 'statistics', 'test-files');
let folder = '';

/** Runs a command line and keeps what it says. */
async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const code = await runCli(args, { out: (text) => { said.out += text; }, err: (text) => { said.err += text; }, cwd: folder, env: {} });
  return { code, ...said };
}

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statistics-'));
});
afterEach(async () => rm(folder, { recursive: true }));

describe('statistics check', () => {
  it('passes cases that hold', async () => {
    const { code, out } = await run('statistics', 'check', reference, '--method', 'mcnemar', '--method', 'delong_paired');
    expect(lastLine(out)).toBe('41 passed, 0 failed');
    expect(code).toBe(0);
  });

  it('fails a case whose expected number is changed in the eighth digit, and says what was expected and found', async () => {
    const text = await readFile(join(reference, 'cases', 'mcnemar.json'), 'utf8');
    const changed = text.replace('0.423728813559322', '0.423728853559322');
    expect(changed).not.toBe(text);
    await mkdir(join(folder, 'cases'));
    await writeFile(join(folder, 'cases', 'mcnemar.json'), changed);
    const { code, out } = await run('statistics', 'check', '.');
    expect(out.split('\n')[0]).toBe('FAIL mcnemar/liver-scan-pathology uncorrected.chisq: expected 0.423728853559322, found 0.423728813559322');
    expect(lastLine(out)).toBe('8 passed, 1 failed');
    expect(code).toBe(1);
  });

  it('fails what it does not understand: another method, another form, a missing data file', async () => {
    await mkdir(join(folder, 'cases'));
    await writeFile(join(folder, 'cases', 'a.json'), JSON.stringify({ method: 'tarot', tolerance: {}, cases: [{ id: 'one', input: {}, expected: null }] }));
    await writeFile(join(folder, 'cases', 'b.json'), 'not JSON');
    await writeFile(join(folder, 'cases', 'c.json'), JSON.stringify({ method: 'auc_delong', tolerance: {}, cases: [{ id: 'one', input: { csv: 'none.csv', outcome: 'y', score: 's' }, expected_error: {} }] }));
    const { code, out } = await run('statistics', 'check', '.');
    expect(lastLine(out)).toBe('0 passed, 3 failed');
    expect(code).toBe(1);
  });

  it.each([[[]], [['.']], [['.', 'other']], [['.', '--first', 'x']]])('wants one folder with cases: %j', async (args) => expect((await run('statistics', 'check', ...args)).code).toBe(2));
});

describe('statistics run', () => {
  const table = join(reference, 'data', 'asah.csv');

  it('runs a method on a table, with a filter and a derived column', async () => {
    const { code, out } = await run('statistics', 'run', 'auc_delong', '--data', table, '--outcome', 'outcome', '--score', 'log(s100b + 1)', '--filter', "gender == 'Female'");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ auc: 0.72, n_positive: 21, n_negative: 50 });
  });
  it('gives the refusal of a method, with exit 1', async () => {
    const { code, out } = await run('statistics', 'run', 'auc_delong', '--data', table, '--outcome', 'outcome', '--score', 's100b', '--filter', 'outcome == 1');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ refusal: { code: 'one-class' } });
  });
  describe('bad input', () => {
    const bad = ['id,y,one,tied,sep,nan,inf,p,site', '1,0,1,3,1,0.1,0.2,0,a', '2,0,1,3,2,NaN,0.3,0.2,a', '3,0,1,3,3,0.3,0.1,0.4,a', '4,1,1,3,4,0.2,Inf,0.7,b', '5,1,1,3,5,0.6,0.9,1,b', '6,1,1,3,6,0.8,0.4,0.9,b', '7,0,1,3,1.5,0.5,0.6,0.35,a', '8,1,1,3,5.5,0.55,0.7,0.3,b'].join('\n');
    it.each<[string, string[], 0 | 1, object]>([
      ['one class', ['auc_delong', '--outcome', 'one', '--score', 'p'], 1, { refusal: { code: 'one-class' } }],
      ['one class in a fit', ['logistic', '--formula', 'one ~ p'], 1, { refusal: { code: 'one-class' } }],
      ['ties everywhere', ['auc_delong', '--outcome', 'y', '--score', 'tied'], 0, { auc: 0.5, warnings: ['no-variance-all-tied'] }],
      ['ties everywhere, a cut-off', ['youden', '--outcome', 'y', '--score', 'tied'], 0, { youden_J: 0, warnings: expect.arrayContaining(['score-carries-no-information']) as string[] }],
      ['perfect separation', ['logistic', '--formula', 'y ~ sep'], 0, { expected_status: 'separation', infinite_terms: ['(Intercept)', 'sep'], firth: { term: ['(Intercept)', 'sep'] } }],
      ['an empty stratum of one class', ['stratified', '--outcome', 'y', '--score', 'p', '--strata', 'site', '--threshold', '0.5'], 0, { strata: [{ stratum: 'a', auc: 'not estimable: one class' }, { stratum: 'b' }] }],
      ['an infinite score', ['auc_delong', '--outcome', 'y', '--score', 'inf'], 1, { refusal: { code: 'score-not-finite' } }],
      ['a score that is not a number: left out and counted', ['auc_delong', '--outcome', 'y', '--score', 'nan'], 0, { n_missing_dropped: 1 }],
      ['a probability that is none', ['decision_curve', '--outcome', 'y', '--models', '["inf"]', '--thresholds', '[0.1]'], 1, { refusal: { code: 'not-a-probability' } }],
      ['probabilities of exactly 0 and 1', ['calibration', '--outcome', 'y', '--probability', 'p'], 0, { n: 8, at_the_ends: 2, log_loss: null, warnings: [expect.stringContaining('no-logit: 2')] }],
    ])('%s', async (_what, args, exit, wanted) => {
      await writeFile(join(folder, 'bad.csv'), bad);
      const { code, out } = await run('statistics', 'run', ...args, '--data', 'bad.csv');
      expect([code, out.includes('NaN')]).toEqual([exit, false]);
      expect(JSON.parse(out)).toMatchObject(wanted);
    });
  });

  describe('--id', () => {
    const table = (...rows: string[]): Promise<void> => writeFile(join(folder, 'ids.csv'), ['lesion,reader,y,s', ...rows].join('\n'));
    const auc = (...more: string[]): ReturnType<typeof run> => run('statistics', 'run', 'auc_delong', '--data', 'ids.csv', '--outcome', 'y', '--score', 's', ...more);
    it('refuses doubled ids by the places of the rows, not by the ids', async () => {
      await table('Q77,1,0,0.1', 'Q78,1,1,0.4', 'Q77,2,0,0.2', 'Q79,1,1,0.3', 'Q77,3,1,0.3');
      const { code, out, err } = await auc('--id', 'lesion');
      expect([code, err, out.includes('Q77')]).toEqual([1, '', false]);
      expect(JSON.parse(out)).toEqual({ refusal: { code: 'code-duplicated', detail: 'Row 3 has the same lesion as row 1; 2 rows are doubled in this way. Keep one row of each.', facts: { doubled: 2, row: 3, sameAsRow: 1 } } });
      expect((await auc('--id', 'lesion,reader')).code).toBe(0);
      expect((await auc()).code).toBe(0);
    });
    it('takes 007 and 7 for two ids, and a row without one for none', async () => {
      await table('007,1,0,0.1', '7,1,1,0.4', '8,1,0,0.2', '9,1,1,0.15');
      expect((await auc('--id', 'lesion')).code).toBe(0);
      await table('1,1,0,0.1', ',1,1,0.4', '8,1,0,0.2', '9,1,1,0.15');
      expect(JSON.parse((await auc('--id', 'lesion')).out)).toMatchObject({ refusal: { code: 'code-missing', facts: { row: 2 } } });
    });
    it('is wrong usage with a column that is not there', async () => {
      await table('1,1,0,0.1', '2,1,1,0.4');
      expect(await auc('--id', 'patient')).toMatchObject({ code: 2, out: '', err: 'The input is not understood: --id names the column "patient", which the table does not have.\n' });
    });
  });

  it.each([
    [['tarot']], [['auc_delong', '--data']], [['auc_delong', '--data', 'none.csv', '--outcome', 'y', '--score', 's']], [['auc_delong', '--data', join(reference, 'data', 'asah.csv'), '--outcome', 'none', '--score', 's100b']],
  ])('%j is wrong usage', async (args) => expect((await run('statistics', 'run', ...args)).code).toBe(2));
});
