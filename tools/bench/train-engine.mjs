// Child of train.bench.mjs: opens the engine named by its argument and trains one epoch for each message. Engines share
// tfjs's global state, so each needs a process of its own.
import { seededRandom } from '@echocohort/kernel';
import { trainingConfig } from '@echocohort/model';
import { openEngine, trainModel } from '@echocohort/training';

const config = trainingConfig.parse({ engine: process.argv[2], width: 16, imageSize: 64, batchSize: 16, epochs: 1, warmUpEpochs: 0 });
const random = seededRandom('bench-train');
const images = Array.from({ length: 64 }, (_, index) => ({
  lesion: `L${index}`, patient: `P${index}`, set: 'training', malignant: index % 2 === 0, pixels: Float32Array.from({ length: config.imageSize ** 2 }, random),
}));
const opened = await openEngine(config.engine);

process.on('message', async () => {
  if (!opened.ok) return process.send({ error: opened.refusal.detail });
  const trained = await trainModel({ engine: opened.value.engine, images, config });
  process.send(trained.ok ? { seconds: images.length / trained.value.history[0].imagesPerSecond } : { error: trained.refusal.detail });
});
