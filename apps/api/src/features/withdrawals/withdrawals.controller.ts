import { routes } from '@echocohort/contracts';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { MakeSuccessorUseCase } from './make-successor.use-case.ts';
import { WithdrawSubjectUseCase } from './withdraw-subject.use-case.ts';

/** Patients who withdraw, and snapshots that succeed those which hold them. */
@Controller()
export class WithdrawalsController {
  constructor(
    private readonly withdrawn: WithdrawSubjectUseCase,
    private readonly successors: MakeSuccessorUseCase,
  ) {}

  @Endpoint(routes.withdrawSubject)
  withdraw(@Who() caller: Caller, @Input() input: InputOf<typeof routes.withdrawSubject>) {
    return this.withdrawn.withdraw(caller, input.params.subjectId, input.body.reason);
  }

  @Endpoint(routes.listWithdrawals)
  list(@Who() caller: Caller) {
    return this.withdrawn.list(caller);
  }

  @Endpoint(routes.successorPlan)
  plan(@Who() caller: Caller, @Input() input: InputOf<typeof routes.successorPlan>) {
    return this.successors.plan(caller, input.params.snapshotId);
  }

  @Endpoint(routes.makeSuccessor)
  succeed(@Who() caller: Caller, @Input() input: InputOf<typeof routes.makeSuccessor>) {
    return this.successors.run(caller, input.params.snapshotId, input.body);
  }
}
