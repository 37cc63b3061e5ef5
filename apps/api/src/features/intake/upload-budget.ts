import { Inject, Injectable } from '@nestjs/common';
import type { Configuration } from '../../configuration/configuration.ts';
import { CONFIGURATION } from '../../platform/tokens.ts';

/**
 * Bytes of uploads that may be in memory at once. An upload is judged before anything of it is written down, so it
 * stays in memory until then; this keeps many large ones from filling it.
 */
@Injectable()
export class UploadBudget {
  private held = 0;
  private readonly most: number;

  constructor(@Inject(CONFIGURATION) configuration: Configuration) {
    this.most = 2 * configuration.maxUploadBytes;
  }

  /** Takes room for these bytes; false when there is none. */
  take(bytes: number): boolean {
    if (this.held + bytes > this.most) return false;
    this.held += bytes;
    return true;
  }

  give(bytes: number): void {
    this.held -= bytes;
  }
}
