import { runConfig } from '@echocohort/contracts';
import fc from 'fast-check';
import { addressOfConfig, draftFromAddress, presetOf, PRESETS, readDraft, type TrainingDraft } from './training-wish.ts';

const fresh = draftFromAddress(() => null);
const draft = (changes: Partial<TrainingDraft>): TrainingDraft => ({ ...fresh, ...changes });
const fromText = (address: string): TrainingDraft => {
  const params = new URLSearchParams(address);
  return draftFromAddress((name) => params.get(name));
};

describe('what is typed into the start page', () => {
  it('begins with the defaults of the service', () => expect(readDraft(fresh)).toEqual({ ok: true, config: runConfig.parse({}) }));
  it.each<[string, Partial<TrainingDraft>, readonly string[]]>([
    ['an empty width', { width: '' }, ['width']],
    ['a width below its bound', { width: 3 }, ['width']],
    ['a size above its bound', { imageSize: 256 }, ['imageSize']],
    ['half an epoch', { epochs: 1.5 }, ['epochs']],
    ['a seed that is no number', { seed: 'x' }, ['seed']],
    ['a learning rate of zero, and no batch', { learningRate: 0, batchSize: '' }, ['batchSize', 'learningRate']],
  ])('%s names the figure', (_, changes, wrong) => expect(readDraft(draft(changes))).toEqual({ ok: false, wrong }));
  it.each(['epochs', 'minutes'] as const)('an empty %s leaves it to the training', (name) => {
    const read = readDraft(draft({ [name]: '' }));
    expect(read.ok && read.config[name]).toBeNull();
  });
  it.each(['quick', 'standard', 'paper'] as const)('the preset %s can be used and is known again', (name) => {
    const chosen = draft(PRESETS[name]);
    expect(readDraft(chosen).ok).toBe(true);
    expect(presetOf(chosen)).toBe(name);
    expect(presetOf({ ...chosen, width: 32 })).toBeNull();
  });
});

describe('a configuration in an address', () => {
  const SNAPSHOT = '8c2a1b0e-5f6d-4c3b-9a87-0123456789ab';
  it('writes only what differs', () => expect(addressOfConfig(SNAPSHOT, runConfig.parse({ model: 'LB', width: 64 }))).toBe(`snapshot=${SNAPSHOT}&model=LB&width=64`));
  it('leaves out of use what an address has wrong', () => expect(fromText('model=XL&width=9999&engine=wasm&epochs=abc&seed=7')).toEqual(draft({ engine: 'wasm', seed: 7 })));
  it('is read back as it was written', () => {
    const configs = fc.record({
      model: fc.constantFrom('L', 'LB', 'LBC'), width: fc.integer({ min: 4, max: 64 }), epochs: fc.option(fc.integer({ min: 1, max: 400 })), seed: fc.nat(2_147_483_647),
      learningRate: fc.constantFrom(0.0005, 0.002, 0.1), minutes: fc.option(fc.integer({ min: 1, max: 600 })), augment: fc.boolean(), optimiser: fc.constantFrom('adam', 'sgd'),
    });
    fc.assert(fc.property(configs, (wish) => {
      const config = runConfig.parse(wish);
      expect(readDraft(fromText(addressOfConfig(SNAPSHOT, config)))).toEqual({ ok: true, config });
    }));
  });
});
