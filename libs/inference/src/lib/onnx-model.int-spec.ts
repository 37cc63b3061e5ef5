/** @jest-environment ./tools/jest/one-realm-environment.cjs */
import { seededRandom } from '@echocohort/kernel';
import { trainingConfig } from '@echocohort/model';
import { enlarge, openEngine, trainModel, writeOnnx, type TrainedModel, type TrainingImage } from '@echocohort/training';
import { OnnxModel } from './onnx-model.ts';

const SIDE = 48;

/** Lesions of noise, the malignant ones brighter in the middle, each with two pictures and two of its liver background. */
function images(count: number): TrainingImage[] {
  const random = seededRandom('onnx');
  return Array.from({ length: count }, (_, lesion) => ['S1', 'S2', 'B1', 'B2'].map((slot): TrainingImage => {
    const pixels = Uint8Array.from({ length: SIDE * SIDE }, (_value, at) => 80 + 80 * random() + (lesion % 2 === 0 && Math.hypot((at % SIDE) - 24, Math.floor(at / SIDE) - 24) < 10 ? 60 : 0));
    const set = lesion % 4 === 3 ? 'internal_validation' : 'training';
    return { lesion: `C01-${lesion}-L1`, patient: `C01-${lesion}`, set, malignant: lesion % 2 === 0, slot, role: slot.startsWith('B') ? 'background' : 'lesion', backgroundType: lesion % 3, pixels };
  })).flat();
}

// Trainings here take a second or two; several times that where other work runs beside them.
jest.setTimeout(120_000);

describe.each(['L', 'LB'] as const)('the ONNX file of Model-%s', (name) => {
  const all = images(16).filter(({ role }) => name === 'LB' || role === 'lesion');
  let trained: TrainedModel;
  let model: OnnxModel;
  beforeAll(async () => {
    const engine = await openEngine('auto');
    if (!engine.ok) throw new Error(engine.refusal.detail);
    const config = trainingConfig.parse({ model: name, width: 8, imageSize: SIDE, epochs: 4, batchSize: 8, learningRate: 3e-3 });
    const outcome = await trainModel({ engine: engine.value.engine, images: all, config, backgroundTypes: 3 });
    if (!outcome.ok) throw new Error(outcome.refusal.detail);
    trained = outcome.value;
    model = await OnnxModel.open(writeOnnx(trained.shape, trained.weights), SIDE, 'picture', 1);
  }, 120_000);
  afterAll(() => model.close());

  const scored = (lesion: string) => {
    const own = all.filter((image) => image.lesion === lesion);
    return model.score(own.filter(({ role }) => role === 'lesion').map(({ pixels }) => pixels), own.filter(({ role }) => role === 'background').map(({ pixels }) => pixels));
  };

  it('gives the scores, logits and features of the training engine', async () => {
    for (const lesion of new Set(all.map((image) => image.lesion))) {
      const expected = trained.scores.filter((image) => image.lesion === lesion);
      for (const [at, found] of (await scored(lesion)).entries()) {
        expect(Math.abs(found.score - (expected[at]?.score ?? NaN))).toBeLessThan(1e-4);
        expect(Math.abs(found.logit - (expected[at]?.logit ?? NaN))).toBeLessThan(1e-3);
        expected[at]?.feature.forEach((value, place) => expect(Math.abs((found.feature[place] ?? NaN) - value)).toBeLessThan(1e-3));
      }
    }
  });

  it('gives a map of places that speak for malignancy, never below zero', async () => {
    const [first] = await scored('C01-0-L1');
    expect(first?.camSide).toBe(2);
    expect(first?.cam.every((value) => value >= 0)).toBe(true);
    expect(enlarge(first?.cam ?? new Float32Array(), 2, SIDE)).toHaveLength(SIDE * SIDE);
  });

  it('gives the same map whatever liver background stands beside the lesion', async () => {
    if (name === 'L') return;
    const [lesion, other] = [all.find(({ role }) => role === 'lesion')?.pixels ?? new Uint8Array(), all.findLast(({ role }) => role === 'background')?.pixels ?? new Uint8Array()];
    const [beside, self] = [await model.score([lesion], [other]), await model.score([lesion], [lesion])];
    expect(self[0]?.logit).not.toBe(beside[0]?.logit);
    expect(self[0]?.cam).toEqual(beside[0]?.cam);
  });

  it('scores a picture alike alone and among others', async () => {
    if (name === 'LB') return;
    const pictures = all.slice(0, 5).map(({ pixels }) => pixels);
    const together = await model.score(pictures, []);
    for (const [at, picture] of pictures.entries()) expect((await model.score([picture], []))[0]?.logit).toBeCloseTo(together[at]?.logit ?? NaN, 4);
  });
});
