import { routes } from '@echocohort/contracts';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { CreatePersonUseCase } from './create-person.use-case.ts';
import { ListPeopleUseCase } from './list-people.use-case.ts';
import { SetGrantsUseCase } from './set-grants.use-case.ts';
import { SetupUseCase } from './setup.use-case.ts';
import { TokensUseCase } from './tokens.use-case.ts';

/** Accounts, grants, machine tokens and the first administrator. */
@Controller()
export class PeopleController {
  constructor(
    private readonly listPeople: ListPeopleUseCase,
    private readonly createPerson: CreatePersonUseCase,
    private readonly setGrants: SetGrantsUseCase,
    private readonly tokens: TokensUseCase,
    private readonly setup: SetupUseCase,
  ) {}

  @Endpoint(routes.listPeople)
  list(@Who() caller: Caller) {
    return this.listPeople.run(caller);
  }

  @Endpoint(routes.createPerson)
  create(@Who() caller: Caller, @Input() input: InputOf<typeof routes.createPerson>) {
    return this.createPerson.run(caller, input.body);
  }

  @Endpoint(routes.setGrants)
  grants(@Who() caller: Caller, @Input() input: InputOf<typeof routes.setGrants>) {
    return this.setGrants.run(caller, input.params.personId, input.body);
  }

  @Endpoint(routes.createToken)
  createToken(@Who() caller: Caller, @Input() input: InputOf<typeof routes.createToken>) {
    return this.tokens.create(caller, input.body);
  }

  @Endpoint(routes.listTokens)
  listTokens(@Who() caller: Caller) {
    return this.tokens.list(caller);
  }

  @Endpoint(routes.revokeToken)
  revokeToken(@Who() caller: Caller, @Input() input: InputOf<typeof routes.revokeToken>) {
    return this.tokens.revoke(caller, input.params.tokenId);
  }

  @Endpoint(routes.setupState)
  setupState(@Input() input: InputOf<typeof routes.setupState>) {
    return this.setup.state(input.params.token);
  }

  @Endpoint(routes.setup)
  setUp(@Input() input: InputOf<typeof routes.setup>) {
    return this.setup.run(input.params.token, input.body);
  }
}
