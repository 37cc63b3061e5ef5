import { Module } from '@nestjs/common';
import { JobRegistry } from '../../jobs/job-registry.ts';
import { NoticesController } from './notices.controller.ts';
import { NoticesUseCase } from './notices.use-case.ts';
import { Notify } from './notify.ts';
import { SendMailsTask } from './send-mails.task.ts';

/** Notices in the portal, and their mails. */
@Module({ controllers: [NoticesController], providers: [Notify, NoticesUseCase, SendMailsTask], exports: [Notify] })
export class NoticesModule {
  constructor(jobs: JobRegistry, mails: SendMailsTask) {
    jobs.repeat(mails);
  }
}
