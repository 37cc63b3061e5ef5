import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { ExportSource } from '@echocohort/export';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { CODE_VERSION, dryRun, picturesHere, pictureThreads, runTraining, type DryRun, type ModelBundle, type PictureWork, type RunRequest } from '@echocohort/training';
import { pictureDecoder } from '../cleaning/picture-decoder.ts';
import { openExport } from '../export/open-export.ts';
import type { CliIo, Command, ExitCode } from '../command.ts';
import { lockOutput, unlockOutput } from './deidentify/output-lock.ts';
import { BundleFolder } from './train/bundle-folder.ts';
import { dryRunLines, epochLine, metricsLine, stepLines } from './train/progress-lines.ts';
import { readTrainWish, type TrainWish } from './train/read-wish.ts';
import { refuseDifferent, snapshotOf } from './train/snapshot-of-export.ts';

const USAGE = `Usage: echocohort train EXPORT --out DIR [--model L|LB|LBC] [--config FILE] [--engine auto|tfjs-node|wasm-blas|wasm]
                        [--fold I/N] [--max-minutes N] [--resume] [--json]
       echocohort train EXPORT --dry-run [same options]

Trains a model from an export (a folder or a zip) with the code of the training service, without a server. The whole
export is verified first: one byte that differs from what was locked, and nothing is trained. DIR receives the model bundle:
model.json and weights.bin, model.onnx, run.json, history.jsonl, predictions.csv (codes and scores only), metrics.json,
calibration.json, features, failures.json, sample attention maps in cam/, MODEL_CARD.md and MANIFEST.sha256.

  --model    L: lesion pictures; LB: also the liver background; LBC: LB's score with clinical and ultrasonic factors
  --config   JSON object, for example {"epochs": 20, "width": 16, "imageSize": 64, "seed": 1}; unknown keys are refused.
             "initWeights" names a safetensors file (torch's ResNet-18) relative to FILE
  --engine   auto takes TensorFlow where it is installed, else OpenBLAS, else WebAssembly; a named engine is never replaced
  --fold     trains one of N folds of the development lesions, patients whole; the others can run elsewhere
  --max-minutes  ends the training in time: the learning rate falls sooner, the best epoch until then is kept. Such a run
             depends on the machine's speed; reading the pictures and writing the bundle are not counted
  --dry-run  times 20 steps and says how long the whole would take; writes nothing
  --resume   go on from the checkpoint that an interrupted training left in DIR (Ctrl-C leaves one, so does a power cut)

Exit: 0 trained, 2 wrong usage or the training was refused; the reason is one sentence. With --json also
{"error": {"code", "detail"}}.
`;

/** Inside a long epoch a checkpoint is due after so many seconds. */
const CHECKPOINT_SECONDS = 120;

/** Specs ask for a checkpoint after a number of steps. */
function checkpointDue(io: CliIo): RunRequest['checkpointDue'] {
  const steps = Number(io.env.ECHOCOHORT_CHECKPOINT_STEPS ?? Infinity);
  return (since) => since.seconds >= CHECKPOINT_SECONDS || since.steps >= steps;
}

async function weightsFile(wish: TrainWish, name: string): Promise<Result<Uint8Array>> {
  try {
    return ok(await readFile(resolve(wish.configFolder, name)));
  } catch {
    return refuse({ code: 'weights-file-unreadable', detail: 'The weights file that the configuration names cannot be read.' });
  }
}

function requestFor(source: ExportSource, wish: TrainWish, work: PictureWork): RunRequest {
  return {
    runId: randomUUID(), source: snapshotOf(source), config: wish.config, codeVersion: CODE_VERSION, work, weightsFile: (name) => weightsFile(wish, name),
    sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'), clock: { now: () => new Date() },
    availableMemory: () => process.availableMemory(), usedMemory: () => process.memoryUsage.rss(),
  };
}

async function trainFrom(request: RunRequest, wish: TrainWish, folder: BundleFolder, io: CliIo): Promise<Result<ModelBundle>> {
  const checkpoint = wish.resume ? await folder.checkpoint() : null;
  if (wish.resume && !checkpoint) return refuse({ code: 'no-checkpoint', detail: 'There is no checkpoint in the folder of --out; leave --resume away to start anew.' });
  const interrupted = io.interrupted?.();
  return runTraining({
    ...request, checkpointDue: checkpointDue(io), ...(checkpoint ? { resume: checkpoint } : {}), ...(interrupted ? { handBack: interrupted } : {}),
    onStarted: ({ engine, threads, images, lesions, passedOver, outlined, resumedAt }) => {
      for (const { name, reason } of passedOver) io.err(`engine ${name} is not used: ${reason}\n`);
      io.err(`engine ${engine}, ${threads} thread(s); ${images} pictures of ${lesions} lesions, ${outlined} cut by a drawn outline\n`);
      if (resumedAt) io.err(`goes on in epoch ${resumedAt.epoch} after ${resumedAt.step} of its steps\n`);
    },
    onStep: stepLines((text) => io.err(text), () => performance.now()),
    onEpoch: (record) => io.err(epochLine(record)),
    onCheckpoint: (bytes) => folder.keepCheckpoint(bytes),
    onWarning: ({ detail }) => io.err(`${detail}\n`),
  });
}

type Done = { readonly kind: 'bundle'; readonly bundle: ModelBundle } | { readonly kind: 'dry-run'; readonly report: DryRun };

async function fromExport(source: ExportSource, wish: TrainWish, work: PictureWork, io: CliIo): Promise<Result<Done>> {
  io.err('verifying the export\n');
  const same = await refuseDifferent(source);
  if (!same.ok) return same;
  const request = requestFor(source, wish, work);
  if (wish.dryRun || wish.out === null) {
    const report = await dryRun(request);
    return report.ok ? ok({ kind: 'dry-run', report: report.value }) : report;
  }
  return alone(wish.out, async (folder) => {
    const bundle = await trainFrom(request, wish, folder, io);
    if (!bundle.ok) return bundle;
    const written = await folder.finish(bundle.value.files);
    return written.ok ? ok({ kind: 'bundle', bundle: bundle.value }) : written;
  });
}

/** Does the work while no other training writes to the folder: two would replace each other's checkpoints. */
async function alone(out: string, work: (folder: BundleFolder) => Promise<Result<Done>>): Promise<Result<Done>> {
  const folder = new BundleFolder(out);
  const ready = await folder.prepare();
  if (!ready.ok) return ready;
  if (!(await lockOutput(out))) return refuse({ code: 'bundle-in-use', detail: 'Another training is writing to the folder of --out; name another folder, or wait until it has ended.' });
  try {
    return (await folder.isFinished()) ? refuse(FINISHED) : await work(folder);
  } finally {
    await unlockOutput(out);
  }
}

const FINISHED = { code: 'bundle-exists', detail: 'The folder of --out holds a finished model bundle already; name another folder.' };

async function train(wish: TrainWish, io: CliIo): Promise<Result<Done>> {
  if (wish.out !== null && !wish.dryRun && (await new BundleFolder(wish.out).isFinished())) return refuse(FINISHED);
  const source = await openExport(wish.exportPath);
  if (!source.ok) return source;
  const work = io.pictureThread ? pictureThreads(io.pictureThread, availableParallelism()) : picturesHere(pictureDecoder);
  try {
    return await fromExport(source.value, wish, work, io);
  } finally {
    await work.close();
    await source.value.close();
  }
}

function tell(done: Done, json: boolean, io: CliIo): void {
  if (done.kind === 'dry-run') return io.out(json ? `${JSON.stringify(done.report)}\n` : dryRunLines(done.report));
  const { summary, metrics, run } = done.bundle;
  if (json) io.out(`${JSON.stringify({ digest: summary.digest, files: summary.files, snapshotRoot: run.snapshotRoot, engine: run.engine, metrics })}\n`);
  else io.out(`model ${summary.digest}\n${metrics.sets.map(metricsLine).join('')}`);
}

/** Trains from an export, offline. */
export const command: Command = {
  name: 'train',
  summary: 'train a model from an export',
  usage: USAGE,
  async run(args, io): Promise<ExitCode> {
    const wish = await readTrainWish(args, io.cwd);
    const done = wish.ok ? await train(wish.value, io) : wish;
    if (wish.ok && done.ok) {
      tell(done.value, wish.value.json, io);
      return 0;
    }
    const { code, detail } = done.ok ? { code: 'unknown', detail: '' } : done.refusal;
    io.err(`${detail}\n`);
    if (args.includes('--json')) io.out(`${JSON.stringify({ error: { code, detail } })}\n`);
    return 2;
  },
};
