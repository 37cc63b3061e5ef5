import type { StudyView } from '@echocohort/contracts';
import { ok, type Result } from '@echocohort/kernel';
import { Injectable } from '@nestjs/common';
import { ActiveStudy } from '../../platform/active-study.ts';
import { studyViewOf } from './study.view.ts';

/** The active study definition. */
@Injectable()
export class ShowStudyUseCase {
  constructor(private readonly study: ActiveStudy) {}

  async run(): Promise<Result<StudyView>> {
    const study = await this.study.current();
    return study.ok ? ok(studyViewOf(study.value)) : study;
  }
}
