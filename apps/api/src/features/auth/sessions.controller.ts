import { routes } from '@echocohort/contracts';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { FromAddress } from '../../http/from-address.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { ShowMeUseCase } from './show-me.use-case.ts';
import { SignInUseCase } from './sign-in.use-case.ts';
import { SignOutUseCase } from './sign-out.use-case.ts';

/** Signing in and out, and who one is. */
@Controller()
export class SessionsController {
  constructor(
    private readonly signIn: SignInUseCase,
    private readonly signOut: SignOutUseCase,
    private readonly showMe: ShowMeUseCase,
  ) {}

  @Endpoint(routes.signIn)
  open(@Input() input: InputOf<typeof routes.signIn>, @FromAddress() address: string) {
    return this.signIn.run(input.body, address);
  }

  @Endpoint(routes.signOut)
  end(@Who() caller: Caller) {
    return this.signOut.run(caller);
  }

  @Endpoint(routes.me)
  me(@Who() caller: Caller) {
    return this.showMe.run(caller);
  }
}
