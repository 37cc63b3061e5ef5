// Child of train.bench.mjs: opens an engine and takes training steps of full ResNet-18 (width 64) when asked. Engines share
// tfjs's global state, so each needs a process of its own. Arguments: engine, picture side, batch, optimiser.
import { seededRandom } from '@echocohort/kernel';
import { trainingConfig } from '@echocohort/model';
import { openEngine, trainModel } from '@echocohort/training';

const [engineName, side, batch, optimiser] = process.argv.slice(2);
const config = trainingConfig.parse({ engine: engineName, width: 64, imageSize: Number(side), batchSize: Number(batch), optimiser, epochs: 1, warmUpEpochs: 0, augment: false, weightDecay: optimiser === 'sgd' ? 0 : 1e-2 }); // as in train-torch.py
const random = seededRandom('bench-train');
const images = Array.from({ length: config.batchSize * 4 }, (_, index) => ({
  lesion: `L${index}`, patient: `P${index}`, set: 'training', malignant: index % 2 === 0, slot: 'S1', role: 'lesion', backgroundType: null, pixels: Uint8Array.from({ length: config.imageSize ** 2 }, () => 256 * random()),
}));
const opened = await openEngine(config.engine);

// One epoch of four steps for each message; the first step is left out of the time, as in the other process.
process.on('message', async () => {
  if (!opened.ok) return process.send({ error: opened.refusal.detail });
  const steps = [];
  const stop = new AbortController();
  const trained = await trainModel({ engine: opened.value.engine, images, config, signal: stop.signal, onStep: ({ engineSeconds, step }) => {
    steps.push(engineSeconds);
    if (step === 4) stop.abort();
  }, onCheckpoint: () => ({ ok: true, value: null }) });
  if (!trained.ok && trained.refusal.code !== 'training-cancelled' && steps.length < 4) return process.send({ error: trained.refusal.detail });
  process.send({ seconds: steps.slice(1), memoryMb: Math.round(process.memoryUsage.rss() / 1e6) });
});
process.send({ ready: true });
