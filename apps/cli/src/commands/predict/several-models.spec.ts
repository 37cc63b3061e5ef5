import { together, type Prediction } from './several-models.ts';

const said = (score: number, over: Partial<Prediction> = {}): Prediction => ({
  model: 'Model-L', digest: `d${score}`, images: [{ image: 'a.dcm', score, region: 'drawn', square: { x: 0, y: 0, side: 9 }, cam: null }],
  lesion: { score, risk: null, replacedFactors: [], interval: { method: 'none', reason: 'alone' } }, nearest: [], models: null, use: 'research only', ...over,
});

describe('several models together', () => {
  it('says the mean of pictures and lesion, and what each model says', () => {
    const both = together([said(0.2), said(0.6)]);
    expect(both).toMatchObject({ ok: true, value: { digest: 'd0.2', images: [{ score: 0.4 }], lesion: { score: 0.4, risk: null, interval: { reason: expect.stringContaining('2 models') as string } }, models: [{ digest: 'd0.2', score: 0.2 }, { digest: 'd0.6', score: 0.6 }] } });
  });
  it('leaves one model as it is', () => expect(together([said(0.2)])).toEqual({ ok: true, value: said(0.2) }));
  it('does not mix kinds of models', () => expect(together([said(0.2), said(0.3, { model: 'Model-LB' })])).toMatchObject({ ok: false, refusal: { code: 'models-differ' } }));
});
