import { routes } from '@echocohort/contracts';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { ChangePasswordUseCase } from './change-password.use-case.ts';

/** The own password. */
@Controller()
export class PasswordController {
  constructor(private readonly change: ChangePasswordUseCase) {}

  @Endpoint(routes.changePassword)
  own(@Who() caller: Caller, @Input() input: InputOf<typeof routes.changePassword>) {
    return this.change.run(caller, input.body);
  }
}
