import { routes } from '@echocohort/contracts';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { DecideTemplateUseCase } from './decide-template.use-case.ts';
import { DrawTemplateUseCase } from './draw-template.use-case.ts';
import { ShowTemplatesUseCase } from './show-templates.use-case.ts';
import { WithdrawTemplateUseCase } from './withdraw-template.use-case.ts';

/** Mask templates: drawn at a centre, signed by a second person, shared, withdrawn. */
@Controller()
export class TemplatesController {
  constructor(
    private readonly shown: ShowTemplatesUseCase,
    private readonly drawn: DrawTemplateUseCase,
    private readonly decided: DecideTemplateUseCase,
    private readonly withdrawn: WithdrawTemplateUseCase,
  ) {}

  @Endpoint(routes.listTemplates)
  list(@Who() caller: Caller) {
    return this.shown.all(caller);
  }

  @Endpoint(routes.templateFile)
  file(@Who() caller: Caller) {
    return this.shown.file(caller);
  }

  @Endpoint(routes.drawTemplate)
  draw(@Who() caller: Caller, @Input() input: InputOf<typeof routes.drawTemplate>) {
    return this.drawn.run(caller, input.body);
  }

  @Endpoint(routes.templateSample)
  sample(@Who() caller: Caller, @Input() input: InputOf<typeof routes.templateSample>) {
    return this.shown.sample(caller, input.params.templateId);
  }

  @Endpoint(routes.decideTemplate)
  decide(@Who() caller: Caller, @Input() input: InputOf<typeof routes.decideTemplate>) {
    return this.decided.run(caller, input.params.templateId, input.body);
  }

  @Endpoint(routes.withdrawTemplate)
  withdraw(@Who() caller: Caller, @Input() input: InputOf<typeof routes.withdrawTemplate>) {
    return this.withdrawn.run(caller, input.params.templateId, input.body.reason);
  }
}
