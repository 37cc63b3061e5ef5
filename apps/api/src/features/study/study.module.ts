import { Module } from '@nestjs/common';
import { ShowStudyUseCase } from './show-study.use-case.ts';
import { StudyController } from './study.controller.ts';

/** What the study is: centres, devices, slots, forms, lesion types. */
@Module({ controllers: [StudyController], providers: [ShowStudyUseCase] })
export class StudyModule {}
