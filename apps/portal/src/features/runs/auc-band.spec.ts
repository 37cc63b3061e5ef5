import fc from 'fast-check';
import { aucBand, type AucPoint } from './auc-band.ts';

const point = (epoch: number, auc: number | null, lower: number | null = null, upper: number | null = null): AucPoint => ({ epoch, auc, lower, upper });

describe('the band of the AUC curve', () => {
  it('leaves out epochs without a figure', () => expect(aucBand([point(1, null), point(2, 0.8, 0.7, 0.9)]).line).toEqual([[2, 0.8]]));
  it('has no band where no epoch has an interval', () => expect(aucBand([point(1, 0.5), point(2, 0.6)])).toEqual({ line: [[1, 0.5], [2, 0.6]], floor: [], span: [] }));
  it('narrows to the figure where one epoch has no interval', () => expect(aucBand([point(1, 1), point(2, 0.5, 0.25, 0.75)])).toEqual({ line: [[1, 1], [2, 0.5]], floor: [[1, 1], [2, 0.25]], span: [[1, 0], [2, 0.5]] }));
  it('never leaves its interval', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(fc.property(fc.array(fc.tuple(share, share, share).map((values) => [...values].sort((a, b) => a - b))), (triples) => {
      const band = aucBand(triples.map(([lower = 0, auc = 0, upper = 0], index) => point(index + 1, auc, lower, upper)));
      for (const [, span] of band.span) expect(span).toBeGreaterThanOrEqual(0);
      expect(band.floor).toHaveLength(band.line.length);
    }));
  });
});
