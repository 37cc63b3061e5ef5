import fc from 'fast-check';
import { aucDelong, partialAuc } from '../../index.ts';

const sample = fc.array(fc.record({ outcome: fc.boolean(), score: fc.integer({ min: 0, max: 9 }) }), { minLength: 4, maxLength: 40 }).filter((rows) => rows.some(({ outcome }) => outcome) && rows.some(({ outcome }) => !outcome));

describe('partial area', () => {
  it('over the whole range is the area', () => {
    fc.assert(fc.property(sample, (rows) => {
      const [outcomes, scores] = [rows.map(({ outcome }) => outcome), rows.map(({ score }) => score)];
      const [whole, area] = [partialAuc(outcomes, scores, [0, 1]), aucDelong(outcomes, scores)];
      if (!whole.ok || !area.ok) throw new Error('refused');
      expect(whole.value.area).toBeCloseTo(area.value.auc, 12);
      expect(whole.value.standardised).toBeCloseTo(area.value.auc, 12);
    }));
  });
  it('of two ranges side by side is that of both together', () => {
    fc.assert(fc.property(sample, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (rows, middle) => {
      const [outcomes, scores] = [rows.map(({ outcome }) => outcome), rows.map(({ score }) => score)];
      const areas = ([[0, middle], [middle, 1], [0, 1]] as const).map((range) => {
        const found = partialAuc(outcomes, scores, range);
        if (!found.ok) throw new Error('refused');
        return found.value.area;
      });
      expect((areas[0] ?? NaN) + (areas[1] ?? NaN)).toBeCloseTo(areas[2] ?? NaN, 12);
    }));
  });
  it('of a perfect score is the width of the range, and 1 when rescaled', () => {
    const found = partialAuc([false, false, true, true], [1, 2, 3, 4], [0.8, 1]);
    expect(found.ok && found.value.area).toBeCloseTo(0.2, 12);
    expect(found.ok && found.value.standardised).toBeCloseTo(1, 12);
  });
  it('needs a range', () => expect(partialAuc([true, false], [1, 2], [0.9, 0.2])).toMatchObject({ ok: false, refusal: { code: 'range-invalid' } }));
});
