import { routes } from '@echocohort/contracts';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { ExportAuditUseCase } from './export-audit.use-case.ts';
import { ListAuditUseCase } from './list-audit.use-case.ts';

/** The trail of everything that happened. */
@Controller()
export class AuditController {
  constructor(
    private readonly listAudit: ListAuditUseCase,
    private readonly exportAudit: ExportAuditUseCase,
  ) {}

  @Endpoint(routes.listAudit)
  list(@Who() caller: Caller, @Input() input: InputOf<typeof routes.listAudit>) {
    return this.listAudit.run(caller, input.query);
  }

  @Endpoint(routes.exportAudit)
  export(@Who() caller: Caller) {
    return this.exportAudit.run(caller);
  }
}
