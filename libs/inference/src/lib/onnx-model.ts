import { pictureBatch, type Normalisation } from '@echocohort/training';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** What the network says of one lesion picture. */
export interface ScoredPicture {
  readonly score: number;
  readonly logit: number;
  readonly feature: Float32Array;
  /** Grad-CAM on the last map: `camSide` x `camSide` values, not negative. */
  readonly cam: Float32Array;
  readonly camSide: number;
}

const numbers = (outputs: InferenceSession.ReturnType, name: string): Float32Array => {
  const data = outputs[name]?.data;
  if (!data || typeof data === 'string' || !ArrayBuffer.isView(data)) throw new TypeError(`the model gives no ${name}`);
  return new Float32Array(data.buffer, data.byteOffset, data.byteLength / 4);
};

/** An ONNX file of a bundle, ready to score. */
export class OnnxModel {
  private readonly session: InferenceSession;
  private readonly side: number;
  private readonly normalise: Normalisation;

  private constructor(session: InferenceSession, side: number, normalise: Normalisation) {
    this.session = session;
    this.side = side;
    this.normalise = normalise;
  }

  static async open(bytes: Uint8Array, side: number, normalise: Normalisation, threads?: number): Promise<OnnxModel> {
    return new OnnxModel(await InferenceSession.create(bytes, { graphOptimizationLevel: 'all', logSeverityLevel: 3, ...(threads === undefined ? {} : { intraOpNumThreads: threads }) }), side, normalise);
  }

  private input(pictures: readonly Uint8Array[]): Tensor {
    const batch = pictureBatch({ views: pictures.map((pixels) => ({ pixels, seed: null })), side: this.side, normalise: this.normalise, channels: 'first' });
    return new Tensor('float32', batch, [pictures.length, 3, this.side, this.side]);
  }

  /** Scores the pictures of one lesion; Model-LB joins each with all pictures of the lesion's background. */
  async score(lesion: readonly Uint8Array[], background: readonly Uint8Array[]): Promise<ScoredPicture[]> {
    const feeds = { lesion: this.input(lesion), ...(background.length === 0 ? {} : { background: this.input(background) }) };
    const outputs = await this.session.run(feeds, ['score', 'logit', 'feature', 'cam']);
    const [scores, logits, features, cams] = ['score', 'logit', 'feature', 'cam'].map((name) => numbers(outputs, name));
    const slice = (values: Float32Array | undefined, at: number): Float32Array => {
      const length = (values?.length ?? 0) / lesion.length;
      return Float32Array.from(values?.subarray(at * length, (at + 1) * length) ?? []);
    };
    return lesion.map((_, at) => {
      const cam = slice(cams, at);
      return { score: scores?.[at] ?? NaN, logit: logits?.[at] ?? NaN, feature: slice(features, at), cam, camSide: Math.round(Math.sqrt(cam.length)) };
    });
  }

  async close(): Promise<void> {
    await this.session.release();
  }
}
