import { routes } from '@echocohort/contracts';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { LockChallenge } from './lock-challenge.ts';
import { LockCohortUseCase } from './lock-cohort.use-case.ts';
import { CompareSnapshotsUseCase } from './compare-snapshots.use-case.ts';
import { ShowSnapshotsUseCase } from './show-snapshots.use-case.ts';

/** The lock of a cohort, and the snapshots that came of it. */
@Controller()
export class SnapshotsController {
  constructor(
    private readonly challenge: LockChallenge,
    private readonly compared: CompareSnapshotsUseCase,
    private readonly locked: LockCohortUseCase,
    private readonly shown: ShowSnapshotsUseCase,
  ) {}

  @Endpoint(routes.lockCohort)
  lock(@Who() caller: Caller, @Input() input: InputOf<typeof routes.lockCohort>) {
    return this.locked.run(caller, input.params.cohortId, input.version, input.body);
  }

  @Endpoint(routes.lockChallenge)
  challenged(@Who() caller: Caller, @Input() input: InputOf<typeof routes.lockChallenge>) {
    return Promise.resolve(this.challenge.issue(caller, input.params.cohortId, input.body.digest));
  }

  @Endpoint(routes.snapshotContents)
  contents(@Who() caller: Caller, @Input() input: InputOf<typeof routes.snapshotContents>) {
    return this.compared.contents(caller, input.params.snapshotId, input.query.under);
  }

  @Endpoint(routes.snapshotDiff)
  diff(@Who() caller: Caller, @Input() input: InputOf<typeof routes.snapshotDiff>) {
    return this.compared.diff(caller, input.params.snapshotId, input.params.otherId);
  }

  @Endpoint(routes.snapshotDiffFile)
  diffFile(@Who() caller: Caller, @Input() input: InputOf<typeof routes.snapshotDiffFile>) {
    return this.compared.diffFile(caller, input.params.snapshotId, input.params.otherId);
  }

  @Endpoint(routes.listSnapshots)
  list(@Who() caller: Caller) {
    return this.shown.all(caller);
  }

  @Endpoint(routes.snapshot)
  one(@Who() caller: Caller, @Input() input: InputOf<typeof routes.snapshot>) {
    return this.shown.one(caller, input.params.snapshotId);
  }
}
