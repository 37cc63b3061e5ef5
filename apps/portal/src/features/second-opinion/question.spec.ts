import { EMPTY_SKETCH, sketchStep, type Sketch, type SketchStep } from '../../components/drawing/sketch.ts';
import { lacking, NO_QUESTION, stampOf, wishOf, type HeldPicture, type Question } from './question.ts';

const box: Sketch = sketchStep(EMPTY_SKETCH, { do: 'stretch', from: [10, 20], to: [60, 80] });
const open: Sketch = ([[0, 0], [9, 0], [9, 9]] as const).map((at): SketchStep => ({ do: 'corner', at })).reduce(sketchStep, EMPTY_SKETCH);
const picture: HeldPicture = { sha256: 'a'.repeat(64), rows: 100, columns: 200, preview: '', file: new Blob([]) };
const question = (parts: Partial<Question>): Question => ({ ...NO_QUESTION, image: picture, ...parts });

describe('what is asked of a model', () => {
  it.each<[string, Question, boolean, boolean, string | null]>([
    ['without a picture', NO_QUESTION, false, false, 'drop'],
    ['without an outline', question({}), false, false, 'whyNot'],
    ['with a line that is not closed', question({ lesion: open }), false, false, 'whyNot'],
    ['with an outline', question({ lesion: box }), false, false, null],
    ['by the middle of the picture', question({}), false, true, null],
    ['of Model-LB without background', question({ lesion: box }), true, false, 'whyNotBackground'],
    ['of Model-LB with the background drawn', question({ lesion: box, background: box }), true, false, null],
    ['of Model-LB with a background of its own', question({ lesion: box, beside: picture }), true, false, null],
  ])('%s', (_, asked, needsBackground, central, expected) => expect(lacking(asked, { needsBackground }, central)).toBe(expected));

  it('sends closed outlines, the background only to models that look at it, and only the factors that are asked for', () => {
    const asked = question({ lesion: box, background: box, factors: { age: 50, gone: 1 } });
    const age = { variable: 'age', label: { zh: '年龄', en: 'Age' }, kind: 'number' as const, unit: null, choices: [], replacement: 50 };
    const points = [[10, 20], [60, 20], [60, 80], [10, 80]];
    expect(wishOf(asked, { runId: 'r', needsBackground: false, factors: [] }, false)).toEqual({ runId: 'r', lesion: { shape: 'rectangle', points }, background: null, factors: {} });
    expect(wishOf(asked, { runId: 'r', needsBackground: true, factors: [age] }, true)).toEqual({ runId: 'r', lesion: null, background: { shape: 'rectangle', points }, factors: { age: 50 } });
  });

  it('is another question when anything changes', () => {
    const asked = question({ lesion: box });
    for (const other of [question({ lesion: open }), question({ lesion: box, factors: { age: 1 } }), { ...asked, image: null }]) expect(stampOf(other, 'r')).not.toBe(stampOf(asked, 'r'));
    expect(stampOf(asked, 'other')).not.toBe(stampOf(asked, 'r'));
    expect(stampOf(question({ lesion: box }), 'r')).toBe(stampOf(asked, 'r'));
  });
});
