import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { lbcRisk, openPredictor, type ModelFiles, type Predictor, type ScoredPicture, type ScoreInterval } from '@echocohort/inference';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { attentionPng, type CutPicture } from '@echocohort/training';
import { pictureDecoder } from '../cleaning/picture-decoder.ts';
import type { CliIo, Command, ExitCode } from '../command.ts';
import { readRegions, type RegionOf } from './predict/drawn-regions.ts';
import { together, type PictureOut, type Prediction } from './predict/several-models.ts';
import { readPredictWish, type PredictWish } from './predict/read-predict-wish.ts';

const USAGE = `Usage: echocohort predict BUNDLE IMAGE… [--also BUNDLE]… [--roi FILE] [--background IMAGE]… [--factors FILE] [--cam DIR] [--json]

Scores the pictures of one lesion (DICOM or PNG) with the ONNX model of a bundle; the lesion's score is the mean. Every file
of the bundle that is used must be the one that its manifest lists. Research only.

  --also        a further model, for example of another fold: scores are the mean over all models, each cutting its own pictures
  --roi         where the lesion is: an export's outlines.tsv, or JSON {"L1.dcm": "120,80 260,80 260,190 120,190"} (points in
                pixels of the picture); without it the middle of the trusted region is taken, as in training
  --background  pictures of the same patient's liver background, which Model-LB and Model-LBC need
  --factors     JSON object of factor and value for Model-LBC; what is left out is replaced as the model's record says
  --cam         writes the attention map of each picture to DIR

The interval is the calibrated risk of such a score among the bundle's internal lesions with its 95 % interval (delta method);
"nearest" are the training lesions with the smallest feature distance.

Exit: 0 scored, 2 wrong usage or refused; the reason is one sentence.
`;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const folderFiles = (folder: string): ModelFiles => ({
  read: async (path) => {
    try {
      return ok(new Uint8Array(await readFile(join(folder, path))));
    } catch {
      return refuse({ code: 'bundle-file-missing', detail: `The model bundle has no ${path} that can be read; give the folder that "echocohort train" wrote.` });
    }
  },
});

interface Cut {
  readonly path: string;
  readonly drawn: boolean;
  readonly picture: CutPicture;
}

/** The decoders of JPEG 2000 and JPEG-LS are loaded when a picture asks for them. */
async function cutOne(predictor: Predictor, bytes: Uint8Array, role: 'lesion' | 'background', box: Parameters<Predictor['cut']>[2]): Promise<Result<CutPicture>> {
  const plain = predictor.cut(bytes, role, box);
  return plain.ok || plain.refusal.code !== 'codec-not-supported' ? plain : predictor.cut(bytes, role, box, await pictureDecoder());
}

async function cutAll(predictor: Predictor, paths: readonly string[], role: 'lesion' | 'background', regionOf: RegionOf): Promise<Result<Cut[]>> {
  const cuts: Cut[] = [];
  for (const [at, path] of paths.entries()) {
    let bytes: Uint8Array;
    try {
      bytes = new Uint8Array(await readFile(path));
    } catch {
      return refuse({ code: 'image-unreadable', detail: `Picture ${at + 1} (${role}) cannot be read.` });
    }
    const box = regionOf({ path, sha256: sha256(bytes), role });
    const picture = await cutOne(predictor, bytes, role, box);
    if (!picture.ok) return refuse({ ...picture.refusal, detail: `Picture ${at + 1} (${role}): ${picture.refusal.detail}` });
    cuts.push({ path, drawn: box !== null, picture: picture.value });
  }
  return ok(cuts);
}

/** Maps are named by the place of the picture in the command, so that pictures of one name do not meet. */
async function writeMaps(folder: string, cuts: readonly Cut[], scored: readonly ScoredPicture[], side: number): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  return Promise.all(cuts.map(async ({ picture }, at) => {
    const name = `${String(at + 1).padStart(2, '0')}.png`;
    await writeFile(join(folder, name), attentionPng(picture.pixels, side, scored[at]?.cam ?? new Float32Array([0])));
    return name;
  }));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function lesionOf(predictor: Predictor, score: number, factors: PredictWish['factors']): Result<Prediction['lesion']> {
  if (predictor.lbc === null) return ok({ score, risk: null, replacedFactors: [], interval: predictor.interval(score) });
  if (factors === null) return ok({ score, risk: null, replacedFactors: [], interval: { method: 'none', reason: 'This is the score of the Model-LB inside; the risk of Model-LBC needs --factors.' } });
  const risk = lbcRisk(predictor.lbc, score, factors);
  return risk.ok ? ok({ score, risk: risk.value.risk, replacedFactors: risk.value.replaced, interval: predictor.interval(risk.value.risk) }) : risk;
}

async function predictWith(predictor: Predictor, wish: PredictWish, regionOf: RegionOf): Promise<Result<Prediction>> {
  const cuts = await cutAll(predictor, wish.images, 'lesion', regionOf);
  if (!cuts.ok) return cuts;
  const backgrounds = await cutAll(predictor, wish.background, 'background', regionOf);
  if (!backgrounds.ok) return backgrounds;
  const pixels = (from: readonly Cut[]): Uint8Array[] => from.map(({ picture }) => picture.pixels);
  const scored = await predictor.score(pixels(cuts.value), pixels(backgrounds.value));
  if (!scored.ok) return scored;
  const lesion = lesionOf(predictor, mean(scored.value.map(({ score }) => score)), wish.factors);
  if (!lesion.ok) return lesion;
  const maps = wish.cam === null ? [] : await writeMaps(wish.cam, cuts.value, scored.value, predictor.run.config.imageSize);
  const images = cuts.value.map(({ path, drawn, picture }, at): PictureOut => ({ image: basename(path), score: scored.value[at]?.score ?? NaN, region: drawn ? 'drawn' : 'central', square: picture.square, cam: maps[at] ?? null }));
  const feature = Float32Array.from(scored.value[0]?.feature ?? [], (_, place) => mean(scored.value.map((picture) => picture.feature[place] ?? 0)));
  return ok({ model: `Model-${predictor.run.config.model}`, digest: predictor.digest, images, lesion: lesion.value, nearest: predictor.nearest(feature), models: null, use: 'research only' });
}

async function predict(wish: PredictWish): Promise<Result<Prediction>> {
  const regions = readRegions(wish.rois);
  if (!regions.ok) return regions;
  const predictions: Prediction[] = [];
  for (const [at, bundle] of [wish.bundle, ...wish.also].entries()) {
    const predictor = await openPredictor(folderFiles(bundle), sha256);
    if (!predictor.ok) return predictor;
    try {
      const prediction = await predictWith(predictor.value, at === 0 ? wish : { ...wish, cam: null }, regions.value);
      if (!prediction.ok) return prediction;
      predictions.push(prediction.value);
    } finally {
      await predictor.value.close();
    }
  }
  return together(predictions);
}

function intervalText(interval: ScoreInterval): string {
  if (interval.method === 'none') return `no interval: ${interval.reason}`;
  return `calibrated risk ${interval.probability.toFixed(3)} (${interval.lower.toFixed(3)} to ${interval.upper.toFixed(3)}, ${interval.lesions} internal lesions)`;
}

function tell({ model, digest, images, lesion, nearest, models }: Prediction, io: CliIo): void {
  io.out(`${model} ${digest.slice(0, 16)}, research only\n`);
  for (const each of models ?? []) io.out(`model\t${each.digest.slice(0, 16)}\t${each.score.toFixed(4)}${each.risk === null ? '' : `\trisk ${each.risk.toFixed(4)}`}\n`);
  for (const { image, score, region, cam } of images) io.out(`${image}\t${score.toFixed(4)}\t${region} region${cam === null ? '' : `\t${cam}`}\n`);
  io.out(`lesion\t${lesion.score.toFixed(4)}\t${lesion.risk === null ? '' : `risk ${lesion.risk.toFixed(4)}\t`}${intervalText(lesion.interval)}\n`);
  for (const { lesion: code, malignant, distance } of nearest) io.out(`near\t${code}\t${malignant ? 'malignant' : 'benign'}\tdistance ${distance.toFixed(3)}\n`);
}

/** Scores pictures with a trained model, offline. */
export const command: Command = {
  name: 'predict',
  summary: 'score pictures of a lesion with a trained model',
  usage: USAGE,
  async run(args, io): Promise<ExitCode> {
    const wish = await readPredictWish(args, io.cwd);
    const prediction = wish.ok ? await predict(wish.value) : wish;
    if (!wish.ok || !prediction.ok) {
      const { code, detail } = prediction.ok ? { code: 'unknown', detail: '' } : prediction.refusal;
      io.err(`${detail}\n`);
      if (args.includes('--json')) io.out(`${JSON.stringify({ error: { code, detail } })}\n`);
      return 2;
    }
    if (wish.value.json) io.out(`${JSON.stringify(prediction.value)}\n`);
    else tell(prediction.value, io);
    return 0;
  },
};
