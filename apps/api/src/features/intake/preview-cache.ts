import { Injectable } from '@nestjs/common';

const MOST_BYTES = 64 * 1024 ** 2;

/** Pictures that were painted lately, the oldest thrown out first. They are content-addressed, so none goes stale. */
@Injectable()
export class PreviewCache {
  private readonly pictures = new Map<string, Buffer>();
  private bytes = 0;

  get(key: string): Buffer | null {
    const picture = this.pictures.get(key);
    if (picture === undefined) return null;
    this.pictures.delete(key);
    this.pictures.set(key, picture);
    return picture;
  }

  keep(key: string, picture: Buffer): void {
    if (picture.length > MOST_BYTES / 4 || this.pictures.has(key)) return;
    this.pictures.set(key, picture);
    this.bytes += picture.length;
    for (const [oldest, { length }] of this.pictures) {
      if (this.bytes <= MOST_BYTES) break;
      this.pictures.delete(oldest);
      this.bytes -= length;
    }
  }
}
