import { createHash, randomUUID } from 'node:crypto';
import { SNAPSHOT_PATH, verifyExport, type ExportSource } from '@echocohort/export';
import { ok, refuse, type Result } from '@echocohort/kernel';
import type { EpochRecord, SetMetrics } from '@echocohort/model';
import { CODE_VERSION, runTraining, type ModelBundle, type SnapshotSource } from '@echocohort/training';
import { openExport } from '../export/open-export.ts';
import type { CliIo, Command, ExitCode } from '../command.ts';
import { BundleFolder } from './train/bundle-folder.ts';
import { readTrainWish, type TrainWish } from './train/read-wish.ts';

const USAGE = `Usage: echocohort train EXPORT --out DIR [--model L] [--config FILE] [--engine auto|tfjs-node|wasm] [--resume] [--json]

Trains a model from an export (a folder or a zip) with the code of the training service, without a server. The whole
export is verified first: one byte that differs from what was locked, and nothing is trained. DIR receives the model bundle: model.json
and weights.bin, run.json, history.jsonl, predictions.csv (codes and scores only), metrics.json, MODEL_CARD.md and
MANIFEST.sha256.

  --config   JSON object, for example {"epochs": 20, "width": 16, "imageSize": 64, "seed": 1}; unknown keys are refused
  --engine   auto takes TensorFlow where it is installed and WebAssembly elsewhere; a named engine is never replaced
  --resume   go on from the checkpoint that an interrupted training left in DIR

Exit: 0 trained, 2 wrong usage or the training was refused; the reason is one sentence.
`;

async function bytesOf(source: ExportSource, path: string): Promise<Result<Uint8Array>> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of source.read(path)) chunks.push(chunk);
  } catch {
    return refuse({ code: 'export-file-unreadable', detail: `${path} is missing from the export or cannot be read; "echocohort verify" lists what differs.`, facts: { path } });
  }
  return ok(Buffer.concat(chunks));
}

const snapshotOf = (source: ExportSource): SnapshotSource => ({
  manifest: async () => {
    const bytes = await bytesOf(source, SNAPSHOT_PATH);
    return bytes.ok ? ok(new TextDecoder().decode(bytes.value)) : bytes;
  },
  leaf: ({ path }) => bytesOf(source, path),
});

const epochLine = ({ epoch, epochs, loss, internalAuc, imagesPerSecond, secondsLeft }: EpochRecord): string =>
  `epoch ${epoch} of ${epochs}: loss ${loss.toFixed(4)}, internal AUC ${internalAuc === null ? 'not estimable' : internalAuc.toFixed(3)}, ${imagesPerSecond.toFixed(0)} pictures/s, ${Math.round(secondsLeft ?? 0)} s left\n`;

const metricsLine = ({ set, lesions, auc, lower, upper, refusal }: SetMetrics): string =>
  auc === null ? `${set}\t${lesions} lesions\tno AUC: ${refusal ?? 'unknown'}\n` : `${set}\t${lesions} lesions\tAUC ${auc.toFixed(3)} (${lower?.toFixed(3) ?? '-'} to ${upper?.toFixed(3) ?? '-'})\n`;

async function trainFrom(source: ExportSource, wish: TrainWish, folder: BundleFolder, io: CliIo): Promise<Result<ModelBundle>> {
  const checkpoint = wish.resume ? await folder.checkpoint() : null;
  if (wish.resume && !checkpoint) return refuse({ code: 'no-checkpoint', detail: 'There is no checkpoint in the folder of --out; leave --resume away to start anew.' });
  return runTraining({
    runId: randomUUID(), source: snapshotOf(source), config: wish.config, codeVersion: CODE_VERSION,
    sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'), clock: { now: () => new Date() },
    ...(checkpoint ? { resume: checkpoint } : {}),
    onStarted: ({ engine, threads, images, lesions, passedOver }) => {
      for (const { name, reason } of passedOver) io.err(`engine ${name} is not used: ${reason}\n`);
      io.err(`engine ${engine}, ${threads} thread(s); ${images} pictures of ${lesions} lesions\n`);
    },
    onEpoch: (record) => io.err(epochLine(record)),
    onCheckpoint: (bytes) => folder.keepCheckpoint(bytes),
  });
}

/** An export that is not what was locked must not lend its root to a model. */
async function refuseDifferent(source: ExportSource, io: CliIo): Promise<Result<null>> {
  io.err('verifying the export\n');
  const verdict = await verifyExport(source, {});
  if (!verdict.ok) return verdict;
  const [first] = verdict.value.differences;
  if (!first) return ok(null);
  return refuse({ code: 'export-differs', detail: `The export is not what was locked (${verdict.value.differences.length} differences, the first: ${first.path}, ${first.how}); "echocohort verify" lists them. Nothing was trained.` });
}

async function train(wish: TrainWish, io: CliIo): Promise<Result<ModelBundle>> {
  const folder = new BundleFolder(wish.out);
  if (await folder.isFinished()) return refuse({ code: 'bundle-exists', detail: 'The folder of --out holds a finished model bundle already; name another folder.' });
  const source = await openExport(wish.exportPath);
  if (!source.ok) return source;
  try {
    const same = await refuseDifferent(source.value, io);
    if (!same.ok) return same;
    await folder.prepare();
    const bundle = await trainFrom(source.value, wish, folder, io);
    if (bundle.ok) await folder.finish(bundle.value.files);
    return bundle;
  } finally {
    await source.value.close();
  }
}

/** Trains from an export, offline. */
export const command: Command = {
  name: 'train',
  summary: 'train a model from an export',
  usage: USAGE,
  async run(args, io): Promise<ExitCode> {
    const wish = await readTrainWish(args, io.cwd);
    const bundle = wish.ok ? await train(wish.value, io) : wish;
    if (!wish.ok || !bundle.ok) {
      io.err(bundle.ok ? '' : `${bundle.refusal.detail}\n`);
      return 2;
    }
    const { summary, metrics, run } = bundle.value;
    if (wish.value.json) io.out(`${JSON.stringify({ digest: summary.digest, files: summary.files, snapshotRoot: run.snapshotRoot, engine: run.engine, metrics })}\n`);
    else io.out(`model ${summary.digest}\n${metrics.sets.map(metricsLine).join('')}`);
    return 0;
  },
};
