import { routes } from '@echocohort/contracts';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { AgreementsUseCase } from './agreements.use-case.ts';

/** The agreement under which data of the study are taken. */
@Controller()
export class AgreementsController {
  constructor(private readonly agreements: AgreementsUseCase) {}

  @Endpoint(routes.listAgreements)
  list(@Who() caller: Caller) {
    return this.agreements.list(caller);
  }

  @Endpoint(routes.publishAgreement)
  publish(@Who() caller: Caller, @Input() input: InputOf<typeof routes.publishAgreement>) {
    return this.agreements.publish(caller, input.body);
  }

  @Endpoint(routes.acceptAgreement)
  accept(@Who() caller: Caller, @Input() input: InputOf<typeof routes.acceptAgreement>) {
    return this.agreements.accept(caller, input.params.agreementId, input.body.digest);
  }
}
