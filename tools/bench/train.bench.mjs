import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './pairs.mjs';

const script = fileURLToPath(new URL('./train-engine.mjs', import.meta.url));
const RUNS = 5;
const IMAGES = 64;

const start = (engine) => fork(script, [engine], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });

/** Images a second of one epoch in the child. */
const epoch = (child) =>
  new Promise((resolve, reject) => {
    child.once('message', ({ seconds, error }) => (error ? reject(new Error(error)) : resolve(IMAGES / seconds)));
    child.once('exit', () => reject(new Error('the training process ended')));
    child.send('epoch');
  });

/** The demonstration network (width 16, 64 x 64, batch 16): TensorFlow's library against WebAssembly, in turn. */
export default async function measure() {
  const [native, wasm] = [start('tfjs-node'), start('wasm')];
  try {
    await epoch(native);
    await epoch(wasm);
    const pairs = [];
    for (let run = 0; run < RUNS; run++) pairs.push([await epoch(native), await epoch(wasm)]);
    const round = (value) => Number(value.toPrecision(4));
    return {
      unit: 'images/s', value: round(median(pairs.map(([own]) => own))), baseline: round(median(pairs.map(([, other]) => other))), baselineName: 'the same step on WebAssembly, one thread',
      ratio: round(median(pairs.map(([own, other]) => own / other))), runs: RUNS,
    };
  } finally {
    native.kill();
    wasm.kill();
  }
}
