import type { Clock, Result } from '@echocohort/kernel';
import { Database } from '@echocohort/persistence';
import type { Configuration } from '../../configuration/configuration.ts';
import { Caller } from '../../http/caller.ts';
import { ActiveStudy } from '../../platform/active-study.ts';
import { readSigningKey } from '../../platform/signing-key.ts';
import { storageOf } from '../../platform/storage-of.ts';
import { CheckPasswordAgain } from '../auth/check-password-again.ts';
import { CohortFiguresUseCase } from '../cohorts/cohort-figures.use-case.ts';
import { CompareDefinitionsUseCase } from '../cohorts/compare-definitions.use-case.ts';
import { PreviewCohortUseCase } from '../cohorts/preview-cohort.use-case.ts';
import { PreviewDefinitionUseCase } from '../cohorts/preview-definition.use-case.ts';
import { SplitCohortUseCase } from '../cohorts/split-cohort.use-case.ts';
import { LockChallenge } from '../snapshots/lock-challenge.ts';
import { LockCohortUseCase } from '../snapshots/lock-cohort.use-case.ts';
import { ReadSnapshot } from '../snapshots/read-snapshot.ts';
import { MakeSuccessorUseCase } from '../withdrawals/make-successor.use-case.ts';
import { StudyDesk } from './study-desk.ts';
import type { StudyOrder } from './study-order.ts';

const clock: Clock = { now: () => new Date() };
/** One order at a time; the second connection is for what stands outside its transaction. */
const CONNECTIONS = 2;

/** Every use case that works on the whole study, without HTTP: `do` answers what its request would be answered. */
export class StudyWorks {
  private readonly locks: LockCohortUseCase;
  private readonly successors: MakeSuccessorUseCase;
  private readonly previews: PreviewCohortUseCase;
  private readonly splits: SplitCohortUseCase;
  private readonly definitions: PreviewDefinitionUseCase;
  private readonly comparisons: CompareDefinitionsUseCase;
  private readonly figures: CohortFiguresUseCase;

  constructor(configuration: Configuration) {
    const database = new Database(configuration.databaseUrl, { clock, poolSize: CONNECTIONS });
    const [study, storage, key, desk] = [new ActiveStudy(database), storageOf(configuration), readSigningKey(configuration.signingKeyFile), new StudyDesk(configuration)];
    const password = new CheckPasswordAgain(database, clock);
    this.locks = new LockCohortUseCase(database, study, password, key, new LockChallenge(key, clock), desk, storage);
    this.successors = new MakeSuccessorUseCase(database, study, password, this.locks, desk);
    this.previews = new PreviewCohortUseCase(database, study, desk);
    this.splits = new SplitCohortUseCase(database, study, desk);
    this.definitions = new PreviewDefinitionUseCase(database, study, desk);
    this.comparisons = new CompareDefinitionsUseCase(database, study, desk);
    this.figures = new CohortFiguresUseCase(database, study, this.previews, new ReadSnapshot(storage), desk);
  }

  do(order: StudyOrder): Promise<Result<unknown>> {
    const caller = new Caller(order.caller);
    switch (order.work) {
      case 'lock': return this.locks.run(caller, order.cohortId, order.version, order.body);
      case 'succeed': return this.successors.run(caller, order.snapshotId, order.body);
      case 'split': return this.splits.run(caller, order.cohortId, order.version, order.seed);
      case 'preview': return this.previews.run(caller, order.cohortId);
      case 'baseline': return this.figures.baseline(caller, order.cohortId);
      case 'preview-definition': return this.definitions.preview(caller, order.definition);
      case 'compare-definitions': return this.comparisons.diff(caller, order.cohortId, order.asked);
    }
  }
}
