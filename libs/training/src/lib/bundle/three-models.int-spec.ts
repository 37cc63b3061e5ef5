import { metricsOf, readPredictions } from '@echocohort/model';
import { digestOf, SyntheticSnapshot, syntheticFiles } from '../../spec-cases/synthetic-snapshot.ts';
import { readSnapshot } from '../snapshot/read-snapshot.ts';
import type { ModelBundle } from './model-bundle.ts';
import { runTraining } from './run-training.ts';

const LESIONS = 120;
const config = { width: 8, imageSize: 32, epochs: 5, batchSize: 16, learningRate: 2e-3, regionShare: 1, seed: 2 };

async function bundleOf(files: ReadonlyMap<string, Uint8Array>, model: 'L' | 'LB' | 'LBC'): Promise<ModelBundle> {
  const outcome = await runTraining({ runId: model, source: new SyntheticSnapshot(files), config: { ...config, model }, codeVersion: '0', sha256: digestOf, clock: { now: () => new Date(0) } });
  if (!outcome.ok) throw new Error(outcome.refusal.detail);
  return outcome.value;
}

/** The external AUC of a bundle's predictions, once outcomes are open. */
async function externalAuc(files: ReadonlyMap<string, Uint8Array>, bundle: ModelBundle, path: 'predictions.csv' | 'predictions-lb.csv' = 'predictions.csv'): Promise<number> {
  const snapshot = await readSnapshot(new SyntheticSnapshot(files), digestOf);
  const predictions = readPredictions(new TextDecoder().decode(bundle.files.find((file) => file.path === path)?.bytes));
  if (!snapshot.ok || !predictions.ok) throw new Error('the bundle or its snapshot cannot be read');
  const outcomes = new Map(snapshot.value.index.lesions.map(({ lesion, malignant }) => [lesion, malignant === true]));
  return metricsOf(predictions.value, outcomes).sets.find(({ set }) => set === 'external_validation')?.auc ?? NaN;
}

describe('the three models on a made-up study', () => {
  // The rim around the lesion agrees with the truth in 7 of 10 lesions, liver background and margin in 9 of 10.
  it('each beats the one before where the liver background and a factor carry signal', async () => {
    const files = await syntheticFiles(LESIONS, { opened: true, rimAgrees: 7, backgroundAgrees: 9, factorAgrees: 9 });
    const [lesionOnly, all] = [await bundleOf(files, 'L'), await bundleOf(files, 'LBC')];
    const [l, lb, lbc] = [await externalAuc(files, lesionOnly), await externalAuc(files, all, 'predictions-lb.csv'), await externalAuc(files, all)];
    expect(lb).toBeGreaterThan(l + 0.05);
    expect(lbc).toBeGreaterThan(lb);
    expect(lbc).toBeGreaterThan(0.9);
    const record: unknown = JSON.parse(new TextDecoder().decode(all.files.find(({ path }) => path === 'lbc.json')?.bytes));
    expect(record).toMatchObject({ fittedOn: { set: 'internal_validation' }, selection: { kind: 'screened', univariable: [{ variable: 'rough_margin', selected: true }, { variable: 'age' }] } });
  }, 300_000);
});
