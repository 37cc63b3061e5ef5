import type { Refusal, Result } from '@echocohort/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Configuration } from '../../configuration/configuration.ts';
import { abandon } from '../../http/multipart-form.ts';
import { CONFIGURATION } from '../../platform/tokens.ts';
import { readUpload, type Upload } from './read-upload.ts';
import { UploadBudget } from './upload-budget.ts';

/** Reads uploads within the limits of this installation. */
@Injectable()
export class UploadReader {
  constructor(
    private readonly budget: UploadBudget,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  read(request: Request): Promise<Result<Upload>> {
    return readUpload(request, this.configuration.maxUploadBytes, this.budget);
  }

  /** Refuses without keeping a byte. */
  turnAway(request: Request, refusal: Refusal): Result<never> {
    return abandon(request, refusal);
  }
}
