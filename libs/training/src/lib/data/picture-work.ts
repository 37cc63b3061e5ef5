import type { Result } from '@echocohort/kernel';
import { cutPicture, type CutPicture } from '../snapshot/lesion-picture.ts';
import type { PictureRegion } from '../snapshot/picture-square.ts';
import { pictureBatch, type BatchTask } from './picture-batch.ts';

/** One file to be decoded and cut. */
export interface CutTask {
  readonly bytes: Uint8Array;
  readonly imageSize: number;
  readonly region: PictureRegion;
}

/** Work on pictures that must not keep the engine waiting: done in worker threads, or in place where there are none. */
export interface PictureWork {
  /** How many tasks run at the same time. */
  readonly parallel: number;
  cut(task: CutTask): Promise<Result<CutPicture>>;
  batch(task: BatchTask): Promise<Float32Array>;
  close(): Promise<void>;
}

/** The same work in the calling thread, for specs and single pictures. */
export const picturesInPlace: PictureWork = {
  parallel: 1,
  cut: ({ bytes, imageSize, region }) => Promise.resolve(cutPicture(bytes, imageSize, region)),
  batch: (task) => Promise.resolve(pictureBatch(task)),
  close: () => Promise.resolve(),
};
