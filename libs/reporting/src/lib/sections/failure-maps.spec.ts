import { type Failure, failureMaps } from './failure-maps.ts';

const failure = (model: string, lesion: string, ...attentionMaps: string[]): Failure => ({
  model, group: 'internal_validation', lesion, patient: 'C01-0001', centre: 'C01', kind: 'false-positive', score: 0.8, cutOff: 0.5, by: 0.3, histology: null, histologyLabel: null, diameter: null, attentionMaps, rank: 1,
});
/** First bytes of a PNG of this size; its width tells maps apart. */
const png = (width: number): Uint8Array => Buffer.from(`89504e470d0a1a0a0000000d49484452${width.toString(16).padStart(8, '0')}00000040`, 'hex');
const bundle = (code: string, ...maps: (readonly [string, Uint8Array])[]) => ({ code, attentionMaps: maps.map(([path, bytes]) => ({ path, lesion: 'C01-0001-L1', png: bytes })) });
const l = bundle('L', ['cam/a.png', png(10)]);
const lb = bundle('LB', ['cam/a.png', png(20)]);

describe('the attention maps of failures', () => {
  it.each([
    ['a model shows the maps of its own bundle', 'LB', [l, lb], 'L', [20]],
    ['Model-LBC shows those of the model that it is built on', 'LBC', [l, lb], 'LB', [20]],
    ['Model-LBC on Model-L shows those of Model-L', 'LBC', [l, lb], 'L', [10]],
    ['without Model-LBC nothing stands in for a bundle that is not there', 'X', [l, lb], null, []],
  ] as const)('%s', (_, model, bundles, base, widths) => {
    expect(failureMaps([failure(model, 'C01-0001-L1', 'cam/a.png')], bundles, base).map(({ width }) => width)).toEqual(widths);
  });

  it('leave out a map that the bundle does not hold and a file that is no PNG, and give each map once', () => {
    const bundles = [bundle('L', ['cam/a.png', png(10)], ['cam/b.png', Buffer.from('no picture')])];
    expect(failureMaps([failure('L', 'C01-0001-L1', 'cam/a.png', 'cam/b.png', 'cam/c.png'), failure('L', 'C01-0001-L1', 'cam/a.png')], bundles, null)).toMatchObject([{ width: 10, height: 64 }]);
  });
});
