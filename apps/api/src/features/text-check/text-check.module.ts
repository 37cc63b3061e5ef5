import { Module } from '@nestjs/common';
import { JobRegistry } from '../../jobs/job-registry.ts';
import { ImageTextUseCase } from './image-text.use-case.ts';
import { TextCheckController } from './text-check.controller.ts';
import { TextCheckTask } from './text-check.job.ts';
import { TextSearch } from './text-search.ts';

/** The second look for text inside stored images, and the decisions about what it finds. */
@Module({ controllers: [TextCheckController], providers: [ImageTextUseCase, TextCheckTask, TextSearch], exports: [TextSearch] })
export class TextCheckModule {
  constructor(jobs: JobRegistry, check: TextCheckTask) {
    jobs.repeat(check);
  }
}
