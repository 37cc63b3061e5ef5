import { Module } from '@nestjs/common';
import { JobRegistry } from '../../jobs/job-registry.ts';
import { ExaminationRoom } from './examination-room.ts';
import { IntakeController } from './intake.controller.ts';
import { PreviewCache } from './preview-cache.ts';
import { ReceiptsUseCase } from './receipts.use-case.ts';
import { ReceiveImageUseCase } from './receive-image.use-case.ts';
import { ShowImageUseCase } from './show-image.use-case.ts';
import { SweepObjectsTask } from './sweep-objects.job.ts';
import { UploadBudget } from './upload-budget.ts';
import { UploadReader } from './upload-reader.ts';

/** Taking images in: judged, stored, recorded, receipted. */
@Module({
  controllers: [IntakeController],
  providers: [ReceiveImageUseCase, ShowImageUseCase, ReceiptsUseCase, UploadReader, UploadBudget, ExaminationRoom, PreviewCache, SweepObjectsTask],
})
export class IntakeModule {
  constructor(jobs: JobRegistry, sweep: SweepObjectsTask) {
    jobs.repeat(sweep);
  }
}
