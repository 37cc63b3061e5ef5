import { fork, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { median } from './pairs.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const round = (value) => Number(value.toPrecision(4));

/** Rows measured: full ResNet-18 as in the paper, and the size for studies on a CPU. The first is the benchmark's figure. */
const ROWS = [
  { side: 224, batch: 16, optimiser: 'sgd', runs: 5 },
  { side: 224, batch: 16, optimiser: 'adam', runs: 4 },
  { side: 112, batch: 16, optimiser: 'adam', runs: 5 },
  { side: 112, batch: 32, optimiser: 'adam', runs: 4 },
];
/** GFLOP of a training step for one picture (three times the forward pass of 1.82 GMAC at 224). */
const gflop = (side) => 10.9 * (side / 224) ** 2;

const python = process.env.ECHOCOHORT_TORCH_PYTHON ?? 'python3';
const hasTorch = () => spawnSync(python, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0;

/** A process that takes steps when asked and answers their seconds. */
function ours(engine, { side, batch, optimiser }) {
  const child = fork(here('./train-engine.mjs'), [engine, String(side), String(batch), optimiser], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const answer = () => new Promise((resolve, reject) => {
    child.once('message', (message) => (message.error ? reject(new Error(message.error)) : resolve(message)));
    child.once('exit', () => reject(new Error('the training process ended')));
  });
  return { ready: answer(), steps: () => (child.send('steps'), answer()), end: () => child.kill() };
}

function torch({ side, batch, optimiser }) {
  const child = spawn(python, [here('./train-torch.py'), String(side), String(batch), optimiser], { stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('the PyTorch process ended');
    return JSON.parse(value);
  };
  return { ready: answer(), steps: () => (child.stdin.write('steps\n'), answer()), end: () => child.kill() };
}

async function compare(row, own, other) {
  const [one, two] = [own(row), other(row)];
  try {
    await one.ready;
    await two.ready;
    await one.steps();
    await two.steps();
    const pairs = [];
    let memoryMb = null;
    for (let run = 0; run < row.runs; run++) {
      const mine = await one.steps();
      const theirs = await two.steps();
      memoryMb = Math.max(memoryMb ?? 0, mine.memoryMb ?? 0);
      pairs.push([row.batch / Math.min(...mine.seconds), row.batch / Math.min(...theirs.seconds)]);
    }
    const [value, baseline] = [median(pairs.map(([mine]) => mine)), median(pairs.map(([, theirs]) => theirs))];
    return { value: round(value), best: round(Math.max(...pairs.map(([mine]) => mine))), baseline: round(baseline), ratio: round(median(pairs.map(([mine, theirs]) => mine / theirs))), gflops: round(value * gflop(row.side)), memoryMb, runs: row.runs };
  } finally {
    one.end();
    two.end();
  }
}

/** Full ResNet-18, images a second, in turn with PyTorch on the same CPU; without PyTorch against our own WebAssembly engine at a small size. */
export default async function measure() {
  if (!hasTorch()) {
    process.stderr.write('train: PyTorch is not installed (pip install torch, or ECHOCOHORT_TORCH_PYTHON=<python>); compared with the WebAssembly engine instead\n');
    const row = { side: 64, batch: 8, optimiser: 'adam', runs: 3 };
    return { unit: 'images/s', shape: '64x64, batch 8, width 64', baselineName: 'the same step on WebAssembly, one thread', ...(await compare(row, (own) => ours('tfjs-node', own), (own) => ours('wasm', own))) };
  }
  const wanted = process.env.ECHOCOHORT_BENCH_ROWS ? ROWS.slice(0, Number(process.env.ECHOCOHORT_BENCH_ROWS)) : ROWS;
  const rows = [];
  for (const row of wanted) rows.push({ shape: `${row.side}x${row.side}, batch ${row.batch}, ${row.optimiser}`, ...(await compare(row, (own) => ours('tfjs-node', own), torch)) });
  const [first] = rows;
  return { unit: 'images/s', baselineName: 'PyTorch CPU, channels last', ...first, rows };
}
