import fc from 'fast-check';
import { lesionScores, manifestText, metricsOf, modelMetrics, readPredictions, trainingConfig, plannedEpochs, writePredictions, type ImageScore, type LesionScore, type SetName } from '../index.ts';

const lesion = (code: string, set: SetName, score: number): LesionScore => ({ lesion: code, patient: code.slice(0, 8), set, images: 4, score });

describe('lesion score', () => {
  const image = fc.record({ lesion: fc.constantFrom('C01-0001-L1', 'C01-0001-L2', 'C02-0007-L1'), score: fc.double({ min: 0, max: 1, noNaN: true }) });

  it('is the mean over the pictures, to the last bit whatever their order', () => {
    fc.assert(fc.property(fc.array(image, { minLength: 1, maxLength: 12 }), fc.integer(), (images, turn) => {
      const scored: ImageScore[] = images.map((entry) => ({ ...entry, patient: 'C01-0001', set: 'training' }));
      const shift = Math.abs(turn) % scored.length;
      const found = lesionScores(scored);
      expect(lesionScores([...scored.slice(shift), ...scored.slice(0, shift)].reverse())).toEqual(found);
      for (const { lesion: code, score, images: count } of found) {
        const own = scored.filter((entry) => entry.lesion === code).map((entry) => entry.score);
        expect(count).toBe(own.length);
        expect(score).toBeCloseTo(own.reduce((sum, value) => sum + value, 0) / own.length, 12);
      }
    }));
  });
});

describe('predictions.csv', () => {
  const scores = [lesion('C01-0001-L1', 'training', 0.1 + 0.2), lesion('C12-0001-L1', 'external_validation', 1e-9)];

  it('keeps every digit', () => expect(readPredictions(writePredictions(scores))).toEqual({ ok: true, value: scores }));

  it.each([
    ['another head', 'lesion,score\nC01-0001-L1,0.5\n'],
    ['a set that does not exist', 'lesion,patient,set,images,score\nC01-0001-L1,C01-0001,test,4,0.5\n'],
    ['a score that is no number', 'lesion,patient,set,images,score\nC01-0001-L1,C01-0001,training,4,\n'],
    ['an outcome smuggled in', 'lesion,patient,set,images,score\nC01-0001-L1,C01-0001,training,4,0.5,true\n'],
  ])('refuses %s', (_what, text) => expect(readPredictions(text)).toMatchObject({ ok: false, refusal: { code: 'predictions-unreadable' } }));
});

describe('metrics', () => {
  const scores = [
    ...[0.1, 0.3, 0.6, 0.9].map((score, index) => lesion(`C01-000${index}-L1`, 'training', score)),
    ...[0.2, 0.8].map((score, index) => lesion(`C02-000${index}-L1`, 'internal_validation', score)),
    ...[0.4, 0.7].map((score, index) => lesion(`C12-000${index}-L1`, 'external_validation', score)),
  ];
  const development = new Map([['C01-0000-L1', false], ['C01-0001-L1', false], ['C01-0002-L1', true], ['C01-0003-L1', true], ['C02-0000-L1', false], ['C02-0001-L1', true]]);

  it('takes the cut-off from training only and leaves sealed outcomes sealed', () => {
    const { cutOff, sets } = metricsOf(scores, development);
    expect(cutOff).toEqual({ threshold: 0.44999999999999996, method: 'youden', set: 'training', tied: false, refusal: null });
    expect(sets).toMatchObject([{ set: 'training', auc: 1 }, { set: 'internal_validation', auc: 1, cutOff: cutOff.threshold }, { set: 'external_validation', auc: null, lesions: 2, malignant: 0, refusal: 'outcomes-sealed', roc: [] }]);
  });

  it('adds the external set when its outcomes are opened, without touching the cut-off', () => {
    const opened = metricsOf(scores, new Map([...development, ['C12-0000-L1', true], ['C12-0001-L1', false]]));
    expect(opened.cutOff.threshold).toBe(metricsOf(scores, development).cutOff.threshold);
    expect(opened.sets[2]).toMatchObject({ auc: 0, malignant: 1, sensitivity: { events: 0, n: 1 }, refusal: null });
  });

  it('refuses a figure from half-known outcomes or one class', () => {
    expect(metricsOf(scores, new Map([...development, ['C12-0000-L1', true]])).sets[2]).toMatchObject({ auc: null, refusal: 'outcomes-incomplete' });
    expect(metricsOf(scores, new Map([...development, ['C12-0000-L1', true], ['C12-0001-L1', true]])).sets[2]).toMatchObject({ auc: null, refusal: 'one-class', malignant: 2 });
  });

  it('gives no interval where the scores part the classes perfectly, since one of no width would claim certainty', () => {
    const parted = [0.1, 0.2, 0.8, 0.9].map((score, index) => lesion(`C01-000${index}-L1`, 'training', score));
    const known = new Map(parted.map(({ lesion: code, score }) => [code, score > 0.5]));
    expect(metricsOf(parted, known).sets.find(({ set }) => set === 'training')).toMatchObject({ auc: 1, lower: null, upper: null, warnings: ['no-variance-perfect-separation'] });
  });

  it('is what its own schema reads back from JSON', () => {
    const metrics = metricsOf(scores, development);
    expect(modelMetrics.parse(JSON.parse(JSON.stringify(metrics)))).toEqual(metrics);
  });
});

describe('configuration and manifest', () => {
  it('refuses a misspelt key', () => expect(trainingConfig.safeParse({ epoch: 3 }).success).toBe(false));
  it('fills in what trains on two cores', () => expect(trainingConfig.parse({})).toMatchObject({ model: 'L', engine: 'auto', seed: 1, initWeights: null, fold: null, factors: { selection: 'screened' } }));
  it.each([[{ index: 5, of: 5 }, false], [{ index: 4, of: 5 }, true], [{ index: 0, of: 1 }, false]])('counts folds from 0: %j', (fold, good) => expect(trainingConfig.safeParse({ fold }).success).toBe(good));
  it.each([[{ epochs: 7 }, 5000, 7], [{ epochs: null }, 400, 30], [{ epochs: null }, 40, 40], [{ epochs: null }, 100_000, 8]])('plans %j epochs for %d pictures: %d', (config, pictures, epochs) => expect(plannedEpochs(config, pictures)).toBe(epochs));
  it('lists files in one order', () => {
    const [a, b] = [{ path: 'a.json', sha256: '0'.repeat(64) }, { path: 'b.json', sha256: '1'.repeat(64) }];
    expect(manifestText([b, a])).toBe(manifestText([a, b]));
  });
});
