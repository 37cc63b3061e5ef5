import { routes } from '@echocohort/contracts';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { GiveShareUseCase } from './give-share.use-case.ts';
import { KeyHoldersUseCase } from './key-holders.use-case.ts';
import { ShowSealingUseCase } from './show-sealing.use-case.ts';

/** Sealed outcomes: who holds the key, and how it is given. */
@Controller()
export class SealingController {
  constructor(
    private readonly holders: KeyHoldersUseCase,
    private readonly shown: ShowSealingUseCase,
    private readonly given: GiveShareUseCase,
  ) {}

  @Endpoint(routes.keyHolders)
  list() {
    return this.holders.list();
  }

  @Endpoint(routes.enrolKeyHolder)
  enrol(@Who() caller: Caller, @Input() input: InputOf<typeof routes.enrolKeyHolder>) {
    return this.holders.enrol(caller, input.body);
  }

  @Endpoint(routes.sealedSnapshots)
  all(@Who() caller: Caller) {
    return this.shown.all(caller);
  }

  @Endpoint(routes.sealing)
  one(@Who() caller: Caller, @Input() input: InputOf<typeof routes.sealing>) {
    return this.shown.one(caller, input.params.snapshotId);
  }

  @Endpoint(routes.giveShare)
  give(@Who() caller: Caller, @Input() input: InputOf<typeof routes.giveShare>) {
    return this.given.run(caller, input.params.snapshotId, input.body);
  }
}
