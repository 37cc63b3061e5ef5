import { createHash } from 'node:crypto';
import type { PictureDecoder } from '@echocohort/dicom';
import { refuse, type Result } from '@echocohort/kernel';
import { cutPicture, type CutPicture } from '../snapshot/lesion-picture.ts';
import type { PictureRegion } from '../snapshot/picture-square.ts';
import { leafDiffers, type LockedPlace } from '../snapshot/read-snapshot.ts';
import { pictureBatch, type BatchTask } from './picture-batch.ts';

/** One file to be decoded and cut. */
export interface CutTask {
  readonly bytes: Uint8Array;
  readonly imageSize: number;
  readonly region: PictureRegion;
  /** The leaf that the file must be: its digest is compared where the file is decoded, so that the engine does not wait for it. */
  readonly locked?: LockedPlace;
}

/** Work on pictures that must not keep the engine waiting: done in worker threads, or in place where there are none. */
export interface PictureWork {
  /** How many tasks run at the same time. */
  readonly parallel: number;
  /** Takes the file's bytes over: they may be gone for the caller afterwards. */
  cut(task: CutTask): Promise<Result<CutPicture>>;
  batch(task: BatchTask): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Loads the decoders of JPEG 2000 and JPEG-LS; they are modules of another library, so the application brings them. */
export type LoadDecoder = () => Promise<PictureDecoder>;

/** Cuts pictures of every syntax, none that is not the locked one; the decoders are loaded once, when the first file asks for them. */
export function pictureCutter(load: LoadDecoder | null): (task: CutTask) => Promise<Result<CutPicture>> {
  let decoder: Promise<PictureDecoder> | null = null;
  return async ({ bytes, imageSize, region, locked }) => {
    if (locked && createHash('sha256').update(bytes).digest('hex') !== locked.sha256) return refuse(leafDiffers(locked.path));
    const plain = cutPicture(bytes, imageSize, region);
    if (plain.ok || plain.refusal.code !== 'codec-not-supported' || load === null) return plain;
    decoder ??= load();
    return cutPicture(bytes, imageSize, region, await decoder);
  };
}

/** The same work in the calling thread. */
export const picturesHere = (load: LoadDecoder | null): PictureWork => ({ parallel: 1, cut: pictureCutter(load), batch: (task) => Promise.resolve(pictureBatch(task)), close: () => Promise.resolve() });

/** For specs and single pictures: without decoders of JPEG 2000 and JPEG-LS. */
export const picturesInPlace: PictureWork = picturesHere(null);
