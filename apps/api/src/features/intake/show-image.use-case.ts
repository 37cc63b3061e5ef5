import { Readable } from 'node:stream';
import type { Permission } from '@echocohort/access';
import { parseDicom, renderFrame, type DicomFile } from '@echocohort/dicom';
import { refuse, ok, type Result } from '@echocohort/kernel';
import { Database, findCase, findImage, type ImageRow } from '@echocohort/persistence';
import { objectKey, readVerified, type ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import sharp from 'sharp';
import type { Caller } from '../../http/caller.ts';
import { StreamAnswer } from '../../http/stream-answer.ts';
import { STORAGE } from '../../platform/tokens.ts';
import { PreviewCache } from './preview-cache.ts';

const imageNotFound: Result<never> = refuse({ code: 'not-found', detail: 'There is no such image among those of your centres.' });

const LARGEST_OPEN_CLIP = 128 * 1024 ** 2;

/** The stored file, and the picture in it as PNG. */
@Injectable()
export class ShowImageUseCase {
  private clip: { readonly sha256: string; readonly file: DicomFile } | null = null;

  constructor(
    private readonly database: Database,
    private readonly previews: PreviewCache,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
  ) {}

  async file(caller: Caller, imageId: string): Promise<Result<StreamAnswer>> {
    const found = await this.database.as(caller.dbIdentity('case.read'), async (tx) => {
      const image = await findImage(tx, imageId);
      return image === null ? null : { image, row: await findCase(tx, image.caseId) };
    });
    if (found === null || found.row === null) return imageNotFound;
    const { image, row } = found;
    const facts = { sizeBytes: image.sizeBytes, mediaType: 'application/dicom', fileName: `${row.code}_${image.slot}.dcm`, digest: image.sha256 };
    return ok(new StreamAnswer(facts, async (range) => {
      const object = await this.storage.get(objectKey(image.sha256), range ?? undefined);
      if (!object.ok) throw new Error(`a recorded image cannot be read: ${object.refusal.code}`);
      return object.value.stream;
    }));
  }

  /** `permission` is the one by which the caller may see it: the panel and the centres have different ones. */
  async preview(caller: Caller, permission: Permission, imageId: string, query: { readonly width?: number | undefined; readonly frame?: number | undefined }): Promise<Result<StreamAnswer>> {
    const { width, frame = 0 } = query;
    const image = await this.database.as(caller.dbIdentity(permission), (tx) => findImage(tx, imageId));
    if (image === null || frame >= image.frames) return imageNotFound;
    const key = `${image.sha256}-${width ?? 'full'}-${frame}`;
    const picture = this.previews.get(key) ?? (await this.paint(image, width, frame));
    if (!Buffer.isBuffer(picture)) return picture;
    this.previews.keep(key, picture);
    return ok(new StreamAnswer({ sizeBytes: picture.length, mediaType: 'image/png', digest: key }, (range) => Readable.from([range === null ? picture : picture.subarray(range.start, range.end + 1)])));
  }

  /** A clip is asked for frame by frame: the last one that fits stays open, so that it is read from the storage once. */
  private async opened(sha256: string): Promise<Result<DicomFile>> {
    if (this.clip?.sha256 === sha256) return ok(this.clip.file);
    const bytes = await readVerified(this.storage, objectKey(sha256), sha256);
    if (!bytes.ok) throw new Error(`a recorded image cannot be read: ${bytes.refusal.code}`);
    const file = parseDicom(bytes.value);
    if (file.ok && bytes.value.length <= LARGEST_OPEN_CLIP) this.clip = { sha256, file: file.value };
    return file;
  }

  private async paint(image: ImageRow, width: number | undefined, index: number): Promise<Buffer | Result<never>> {
    const file = await this.opened(image.sha256);
    const frame = file.ok ? renderFrame(file.value, index) : file;
    if (!frame.ok) return frame;
    const { rgba, width: columns, height } = frame.value;
    const picture = sharp(Buffer.from(rgba.buffer, rgba.byteOffset, rgba.byteLength), { raw: { width: columns, height, channels: 4 } }).removeAlpha();
    return (width !== undefined && width < columns ? picture.resize({ width }) : picture).png({ compressionLevel: 6 }).toBuffer();
  }
}
