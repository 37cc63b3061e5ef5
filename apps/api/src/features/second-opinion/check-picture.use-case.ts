import type { CheckedPicture } from '@echocohort/contracts';
import { ok, type Result } from '@echocohort/kernel';
import { Database } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Caller } from '../../http/caller.ts';
import { UploadBudget } from '../intake/upload-budget.ts';
import { approvedMaskTemplates } from '../templates/approved-mask-templates.ts';
import { checkPicture, picturePng } from './check-picture.ts';
import { readPictures } from './read-pictures.ts';

/** Verifies a picture and shows it, so that one can draw on it. Its bytes stay in memory and go when it is answered. */
@Injectable()
export class CheckPictureUseCase {
  constructor(
    private readonly database: Database,
    private readonly budget: UploadBudget,
  ) {}

  async run(caller: Caller, request: Request): Promise<Result<CheckedPicture>> {
    const templates = await this.database.system((tx) => approvedMaskTemplates(tx, caller.studyId));
    const form = await readPictures(request, ['image'], this.budget);
    if (!form.ok) return form;
    try {
      const picture = checkPicture(form.value.pictures.get('image') ?? new Uint8Array(), templates);
      if (!picture.ok) return picture;
      const { sha256, rows, columns, file } = picture.value;
      const preview = await picturePng(file);
      return preview.ok ? ok({ sha256, rows, columns, preview: preview.value.toString('base64') }) : preview;
    } finally {
      form.value.release();
    }
  }
}
