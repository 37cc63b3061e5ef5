import { routes } from '@echocohort/contracts';
import { Controller } from '@nestjs/common';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { ShowStudyUseCase } from './show-study.use-case.ts';

@Controller()
export class StudyController {
  constructor(private readonly showStudy: ShowStudyUseCase) {}

  @Endpoint(routes.study)
  show() {
    return this.showStudy.run();
  }
}
