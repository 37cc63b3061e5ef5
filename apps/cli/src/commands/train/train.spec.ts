import { readTrainWish } from './read-wish.ts';

describe('arguments of train', () => {
  it('lays options over the configuration', async () => {
    expect(await readTrainWish(['exports/one', '--out', 'model', '--engine', 'wasm', '--resume'], '/data')).toEqual({
      ok: true, value: { exportPath: '/data/exports/one', out: '/data/model', config: { engine: 'wasm' }, resume: true, json: false },
    });
  });

  it.each<[string, string[], string]>([
    ['no export', ['--out', 'x'], 'Name one export'],
    ['two exports', ['a', 'b', '--out', 'x'], 'Name one export'],
    ['no folder for the bundle', ['a'], '--out DIR'],
    ['a model that cannot be trained yet', ['a', '--out', 'x', '--model', 'LBC'], '--model L'],
    ['an unknown option', ['a', '--out', 'x', '--fast'], '--help'],
    ['a configuration that is not there', ['a', '--out', 'x', '--config', 'none.json'], 'cannot be read'],
  ])('refuses %s', async (_what, args, sentence) => {
    const wish = await readTrainWish(args, '/nowhere');
    expect(wish.ok ? '' : wish.refusal.detail).toContain(sentence);
  });
});
