import type { ImageOutlines } from '@echocohort/contracts';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { Database, findCase, findImage, outlinesOfImage } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { imageOutlinesOf } from './outline.view.ts';

export const imageNotFound: Result<never> = refuse({ code: 'not-found', detail: 'There is no such image.' });

/** What is drawn on one image. */
@Injectable()
export class ShowOutlinesUseCase {
  constructor(private readonly database: Database) {}

  run(caller: Caller, imageId: string): Promise<Result<ImageOutlines>> {
    return this.database.as(caller.dbIdentity('case.read'), async (tx): Promise<Result<ImageOutlines>> => {
      const image = await findImage(tx, imageId);
      const row = image === null ? null : await findCase(tx, image.caseId);
      if (image === null || row === null) return imageNotFound;
      return ok(imageOutlinesOf(image, row, await outlinesOfImage(tx, imageId)));
    });
  }
}
