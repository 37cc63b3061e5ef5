import { readTrainWish } from './read-wish.ts';

describe('arguments of train', () => {
  it('lays options over the configuration', async () => {
    expect(await readTrainWish(['exports/one', '--out', 'model', '--engine', 'wasm', '--max-minutes', '45', '--resume'], '/data')).toEqual({
      ok: true, value: { exportPath: '/data/exports/one', out: '/data/model', config: { engine: 'wasm', minutes: 45 }, configFolder: '/data', resume: true, dryRun: false, json: false },
    });
  });

  it.each<[string, string[], string]>([
    ['no export', ['--out', 'x'], 'Name one export'],
    ['two exports', ['a', 'b', '--out', 'x'], 'Name one export'],
    ['no folder for the bundle', ['a'], '--out DIR'],
    ['a model that there is not', ['a', '--out', 'x', '--model', 'LX'], '--model is L, LB or LBC'],
    ['a fold that there is not', ['a', '--out', 'x', '--fold', '6/5'], '2/5'],
    ['no time at all', ['a', '--out', 'x', '--max-minutes', '0'], '--max-minutes'],
    ['an unknown option', ['a', '--out', 'x', '--fast'], '--help'],
    ['a configuration that is not there', ['a', '--out', 'x', '--config', 'none.json'], 'cannot be read'],
  ])('refuses %s', async (_what, args, sentence) => {
    const wish = await readTrainWish(args, '/nowhere');
    expect(wish.ok ? '' : wish.refusal.detail).toContain(sentence);
  });
});
