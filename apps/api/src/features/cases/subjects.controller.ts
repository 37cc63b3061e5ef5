import { routes } from '@echocohort/contracts';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { OpenLesionUseCase } from './open-lesion.use-case.ts';
import { RegisterSubjectUseCase } from './register-subject.use-case.ts';

/** Registering subjects and opening their lesions. */
@Controller()
export class SubjectsController {
  constructor(
    private readonly registerSubject: RegisterSubjectUseCase,
    private readonly openLesion: OpenLesionUseCase,
  ) {}

  @Endpoint(routes.registerSubject)
  register(@Who() caller: Caller, @Input() input: InputOf<typeof routes.registerSubject>) {
    return this.registerSubject.run(caller, input.body.centre);
  }

  @Endpoint(routes.openLesion)
  open(@Who() caller: Caller, @Input() input: InputOf<typeof routes.openLesion>) {
    return this.openLesion.run(caller, input.params.subjectId);
  }
}
