import { refuse } from '@echocohort/kernel';
import { type Failure, failureMaps, makeMaps, mappedFailures, wantedMaps } from './failure-maps.ts';

const failure = (model: string, lesion: string, attentionMaps: readonly string[] = [], over: Partial<Failure> = {}): Failure => ({
  model, group: 'internal_validation', lesion, patient: 'C01-0001', centre: 'C01', kind: 'false-positive', score: 0.8, cutOff: 0.5, by: 0.3, histology: null, histologyLabel: null, diameter: null, attentionMaps: [...attentionMaps], madeMap: null, rank: 1, ...over,
});
/** First bytes of a PNG of this size; its width tells maps apart. */
const png = (width: number): Uint8Array => Buffer.from(`89504e470d0a1a0a0000000d49484452${width.toString(16).padStart(8, '0')}00000040`, 'hex');
const bundle = (code: string, ...maps: (readonly [string, Uint8Array])[]) => ({ code, attentionMaps: maps.map(([path, bytes]) => ({ path, lesion: 'C01-0001-L1', png: bytes })) });
const analysed = (rows: readonly Failure[], base: string | null = null) => ({
  results: {
    failures: { status: 'done' as const, value: { rows: [...rows], counts: [], listed: 10, unit: 'lesion' as const, method: 'classification at the cut-off', source: [], warnings: [] } },
    lbc: base === null ? { status: 'refused' as const } : { status: 'done' as const, value: { base } },
  },
});
const l = bundle('L', ['cam/a.png', png(10)]);
const lb = bundle('LB', ['cam/a.png', png(20)]);
const NONE = { maps: [], missing: [] };

describe('the attention maps of failures', () => {
  it.each([
    ['a model shows the maps of its own bundle', 'LB', [l, lb], 'L', [20]],
    ['Model-LBC shows those of the model that it is built on', 'LBC', [l, lb], 'LB', [20]],
    ['Model-LBC on Model-L shows those of Model-L', 'LBC', [l, lb], 'L', [10]],
    ['without Model-LBC nothing stands in for a bundle that is not there', 'X', [l, lb], null, []],
  ] as const)('%s', (_, model, bundles, base, widths) => {
    expect(failureMaps(analysed([failure(model, 'C01-0001-L1', ['cam/a.png'])], base), bundles, NONE).map(({ width }) => width)).toEqual(widths);
  });

  it('leave out a map that the bundle does not hold and a file that is no PNG, and show one a lesion', () => {
    const bundles = [bundle('L', ['cam/a.png', png(10)], ['cam/b.png', Buffer.from('no picture')], ['cam/d.png', png(30)])];
    expect(failureMaps(analysed([failure('L', 'C01-0001-L1', ['cam/a.png', 'cam/d.png']), failure('L', 'C01-0002-L1', ['cam/b.png']), failure('L', 'C01-0003-L1', ['cam/c.png'])]), bundles, NONE)).toMatchObject([{ width: 10, height: 64 }]);
  });

  it('are at most four for each model and set, the furthest of either kind in turn', () => {
    const rows = (['false-negative', 'false-positive'] as const).flatMap((kind) => [1, 2, 3].map((rank) => failure('L', `${kind} ${rank}`, [], { kind, rank })));
    expect(mappedFailures([...rows, failure('L', 'far', [], { group: 'external_validation' })]).map(({ lesion }) => lesion)).toEqual(['false-negative 1', 'false-positive 1', 'false-negative 2', 'false-positive 2', 'far']);
  });
});

describe('the maps that no bundle holds', () => {
  const rows = [failure('L', 'own', ['cam/a.png']), failure('L', 'far', [], { group: 'external_validation' }), failure('LB', 'far', [], { group: 'external_validation' }), failure('LBC', 'far', [], { group: 'external_validation' })];

  it('are wanted once of each network, Model-LBC of the one that it is built on, none of a model without a bundle', () => {
    expect(wantedMaps(analysed([failure('X', 'far')]), [l, lb])).toEqual([]);
    expect(wantedMaps(analysed(rows, 'LB'), [l, lb])).toEqual([{ model: 'L', lesion: 'far' }, { model: 'LB', lesion: 'far' }]);
  });

  it('are made and shown; what cannot be made keeps its reason', async () => {
    const made = await makeMaps(wantedMaps(analysed(rows, 'LB'), [l, lb]), ({ model }) => Promise.resolve(model === 'L' ? refuse({ code: 'map-no-network', detail: 'No model.onnx.' }) : { ok: true, value: { slot: 'L1', png: png(50) } }));
    expect(made.missing).toEqual([{ model: 'L', lesion: 'far', because: { code: 'map-no-network', detail: 'No model.onnx.' } }]);
    expect(failureMaps(analysed(rows, 'LB'), [l, lb], made).map(({ failure: { model, lesion }, width }) => [model, lesion, width])).toEqual([['L', 'own', 10], ['LB', 'far', 50], ['LBC', 'far', 50]]);
  });
});
