import { Global, Module } from '@nestjs/common';
import { CallerSource } from '../../http/access.guard.ts';
import { IdempotencyStore } from '../../http/idempotency.ts';
import { AddressLimit } from './address-limit.ts';
import { CheckPasswordAgain } from './check-password-again.ts';
import { DatabaseIdempotencyStore } from './idempotency.store.ts';
import { SessionCallers } from './session-callers.ts';
import { SessionsController } from './sessions.controller.ts';
import { ShowMeUseCase } from './show-me.use-case.ts';
import { SignInUseCase } from './sign-in.use-case.ts';
import { SignOutUseCase } from './sign-out.use-case.ts';
import { UnknownAccounts } from './unknown-accounts.ts';

/** Who is calling: sign-in, sessions, and the password again where a signature asks for it. */
@Global()
@Module({
  controllers: [SessionsController],
  providers: [
    SignInUseCase,
    SignOutUseCase,
    ShowMeUseCase,
    UnknownAccounts,
    AddressLimit,
    CheckPasswordAgain,
    { provide: CallerSource, useClass: SessionCallers },
    { provide: IdempotencyStore, useClass: DatabaseIdempotencyStore },
  ],
  exports: [CallerSource, IdempotencyStore, CheckPasswordAgain],
})
export class AuthModule {}
