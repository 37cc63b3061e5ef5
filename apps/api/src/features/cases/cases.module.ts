import { Module } from '@nestjs/common';
import { BoardUseCase } from './board.use-case.ts';
import { CasesController } from './cases.controller.ts';
import { HomeUseCase } from './home.use-case.ts';
import { ListCasesUseCase } from './list-cases.use-case.ts';
import { OpenLesionUseCase } from './open-lesion.use-case.ts';
import { RegisterSubjectUseCase } from './register-subject.use-case.ts';
import { SubjectsController } from './subjects.controller.ts';
import { TimelineUseCase } from './timeline.use-case.ts';

/** Subjects, lesions and how they stand. */
@Module({
  controllers: [CasesController, SubjectsController],
  providers: [HomeUseCase, ListCasesUseCase, BoardUseCase, TimelineUseCase, RegisterSubjectUseCase, OpenLesionUseCase],
})
export class CasesModule {}
