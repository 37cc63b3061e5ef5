import type { PictureDecoder } from '@echocohort/dicom';
import { ok, refuse, type Result, type Sha256Hex } from '@echocohort/kernel';
import { calibrationRecord, lbcRecord, MANIFEST_NAME, runRecord, type CalibrationRecord, type LbcRecord, type RunRecord } from '@echocohort/model';
import type { Box, CutPicture, PictureRegion } from '@echocohort/training';
import type { z } from 'zod';
import { nearestCases, readTrainingCases, usualDistance, type NearestCase, type TrainingCases, type UsualDistance } from './nearest-cases.ts';
import { OnnxModel, type ScoredPicture } from './onnx-model.ts';
import { readPicture } from './read-picture.ts';
import { scoreInterval, type ScoreInterval } from './score-interval.ts';

/** Where a bundle's files lie: a folder, or the object storage. */
export interface ModelFiles {
  read(path: string): Promise<Result<Uint8Array>>;
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function parsed<T>(path: string, bytes: Uint8Array, schema: z.ZodType<T>): Result<T> {
  try {
    const read = schema.safeParse(JSON.parse(text(bytes)));
    if (read.success) return ok(read.data);
  } catch {
    // Told below: no JSON and other JSON are the same to the reader.
  }
  return refuse({ code: 'bundle-file-unreadable', detail: `${path} of the model bundle cannot be read.` });
}

/** Files as the manifest lists them: a byte that differs is no part of the model. */
function verified(files: ModelFiles, manifest: string, sha256: Sha256Hex): ModelFiles & { has(path: string): boolean } {
  const sums = new Map(manifest.trimEnd().split('\n').map((line) => [line.slice(66), line.slice(0, 64)]));
  return {
    has: (path) => sums.has(path),
    read: async (path) => {
      const bytes = await files.read(path);
      if (!bytes.ok) return bytes;
      return sha256(bytes.value) === sums.get(path) ? bytes : refuse({ code: 'bundle-file-differs', detail: `${path} is not the file that the bundle's manifest lists; use the bundle as it was written.` });
    },
  };
}

/** A trained model that scores pictures. */
export class Predictor {
  /** SHA-256 of the bundle's manifest. */
  readonly digest: string;
  readonly run: RunRecord;
  readonly calibration: CalibrationRecord;
  readonly lbc: LbcRecord | null;
  private readonly model: OnnxModel;
  private readonly cases: TrainingCases;
  private usual: UsualDistance | null | undefined;

  constructor(parts: { digest: string; run: RunRecord; calibration: CalibrationRecord; lbc: LbcRecord | null; model: OnnxModel; cases: TrainingCases }) {
    this.digest = parts.digest;
    this.run = parts.run;
    this.calibration = parts.calibration;
    this.lbc = parts.lbc;
    this.model = parts.model;
    this.cases = parts.cases;
  }

  get needsBackground(): boolean {
    return this.run.config.model !== 'L';
  }

  /** Cuts a DICOM or PNG file as the model's training pictures were cut; without a box by the stated fall-back. JPEG 2000 and JPEG-LS need a decoder. */
  cut(bytes: Uint8Array, role: 'lesion' | 'background', box: Box | null, decoder?: PictureDecoder): Result<CutPicture> {
    const { imageSize, regionShare, outlineMargin } = this.run.config;
    const region: PictureRegion = box === null ? { kind: 'central', share: regionShare } : role === 'lesion' ? { kind: 'lesion-outline', box, margin: outlineMargin } : { kind: 'background-outline', box };
    return readPicture(bytes, imageSize, region, decoder);
  }

  /** Scores the lesion pictures of one lesion. */
  async score(lesion: readonly Uint8Array[], background: readonly Uint8Array[] = []): Promise<Result<ScoredPicture[]>> {
    if (lesion.length === 0) return refuse({ code: 'no-picture', detail: 'There is no lesion picture to score.' });
    if (this.needsBackground && background.length === 0) return refuse({ code: 'background-image-missing', detail: `Model-${this.run.config.model} needs at least one picture of the liver background.` });
    return ok(await this.model.score(lesion, this.needsBackground ? background : []));
  }

  /** What a lesion score meant among the internal lesions. In Model-LBC that is known of its risk only, not of the score inside it. */
  interval(score: number): ScoreInterval {
    return scoreInterval(this.calibration, score);
  }

  nearest(feature: Float32Array, count?: number): NearestCase[] {
    return nearestCases(this.cases, feature, count);
  }

  /** Lesions that the network learned from. */
  get trainingLesions(): number {
    return this.cases.index.lesions.length;
  }

  /** What distance between neighbours is usual among the training lesions; computed once. */
  usualDistance(): UsualDistance | null {
    this.usual ??= usualDistance(this.cases);
    return this.usual;
  }

  close(): Promise<void> {
    return this.model.close();
  }
}

/** Opens a bundle: every file that is used must be the one that the manifest lists. */
export async function openPredictor(files: ModelFiles, sha256: Sha256Hex, options: { readonly threads?: number } = {}): Promise<Result<Predictor>> {
  const manifest = await files.read(MANIFEST_NAME);
  if (!manifest.ok) return manifest;
  const source = verified(files, text(manifest.value), sha256);
  const contents = new Map<string, Uint8Array>();
  for (const path of ['run.json', 'calibration.json', 'features.json', 'features.bin', 'model.onnx', ...(source.has('lbc.json') ? ['lbc.json'] : [])]) {
    const bytes = await source.read(path);
    if (!bytes.ok) return bytes;
    contents.set(path, bytes.value);
  }
  const bytesOf = (path: string): Uint8Array => contents.get(path) ?? new Uint8Array();
  const run = parsed('run.json', bytesOf('run.json'), runRecord);
  if (!run.ok) return run;
  const calibration = parsed('calibration.json', bytesOf('calibration.json'), calibrationRecord);
  if (!calibration.ok) return calibration;
  const cases = readTrainingCases(bytesOf('features.json'), bytesOf('features.bin'));
  if (!cases.ok) return cases;
  const lbc = contents.has('lbc.json') ? parsed('lbc.json', bytesOf('lbc.json'), lbcRecord) : ok(null);
  if (!lbc.ok) return lbc;
  const { imageSize, normalise } = run.value.config;
  const model = await OnnxModel.open(bytesOf('model.onnx'), imageSize, normalise, options.threads);
  return ok(new Predictor({ digest: sha256(manifest.value), run: run.value, calibration: calibration.value, lbc: lbc.value, model, cases: cases.value }));
}
