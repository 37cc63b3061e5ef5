import { routes } from '@echocohort/contracts';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { SaveFormUseCase } from './save-form.use-case.ts';
import { ShowFormUseCase } from './show-form.use-case.ts';

/** Forms of a case. */
@Controller()
export class FormsController {
  constructor(
    private readonly showForm: ShowFormUseCase,
    private readonly saveForm: SaveFormUseCase,
  ) {}

  @Endpoint(routes.form)
  show(@Who() caller: Caller, @Input() input: InputOf<typeof routes.form>) {
    return this.showForm.run(caller, input.params.caseId, input.params.formCode);
  }

  @Endpoint(routes.saveForm)
  save(@Who() caller: Caller, @Input() input: InputOf<typeof routes.saveForm>) {
    return this.saveForm.run(caller, { ...input.params, version: input.version, changes: input.body.changes });
  }
}
