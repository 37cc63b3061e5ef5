import { routes } from '@echocohort/contracts';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { ReleasesUseCase } from './releases.use-case.ts';
import { SnapshotTokensUseCase } from './snapshot-tokens.use-case.ts';
import { TakeSnapshotUseCase } from './take-snapshot.use-case.ts';

/** Who was given a snapshot, the tokens that read it, and the reading itself. */
@Controller()
export class ReleasesController {
  constructor(
    private readonly releases: ReleasesUseCase,
    private readonly tokens: SnapshotTokensUseCase,
    private readonly taken: TakeSnapshotUseCase,
  ) {}

  @Endpoint(routes.listReleases)
  list(@Who() caller: Caller, @Input() input: InputOf<typeof routes.listReleases>) {
    return this.releases.list(caller, input.params.snapshotId);
  }

  @Endpoint(routes.releaseCandidates)
  candidates(@Who() caller: Caller, @Input() input: InputOf<typeof routes.releaseCandidates>) {
    return this.releases.candidates(caller, input.params.snapshotId);
  }

  @Endpoint(routes.createRelease)
  create(@Who() caller: Caller, @Input() input: InputOf<typeof routes.createRelease>) {
    return this.releases.create(caller, input.params.snapshotId, input.body);
  }

  @Endpoint(routes.withdrawReleases)
  withdraw(@Who() caller: Caller, @Input() input: InputOf<typeof routes.withdrawReleases>) {
    return this.releases.withdraw(caller, input.params.snapshotId, input.body);
  }

  @Endpoint(routes.receivedReleases)
  received(@Who() caller: Caller) {
    return this.releases.received(caller);
  }

  @Endpoint(routes.listSnapshotTokens)
  listTokens(@Who() caller: Caller, @Input() input: InputOf<typeof routes.listSnapshotTokens>) {
    return this.tokens.list(caller, input.params.snapshotId);
  }

  @Endpoint(routes.createSnapshotToken)
  createToken(@Who() caller: Caller, @Input() input: InputOf<typeof routes.createSnapshotToken>) {
    return this.tokens.create(caller, input.params.snapshotId, input.body);
  }

  @Endpoint(routes.revokeSnapshotToken)
  revokeToken(@Who() caller: Caller, @Input() input: InputOf<typeof routes.revokeSnapshotToken>) {
    return this.tokens.revoke(caller, input.params.snapshotId, input.params.tokenId);
  }

  @Endpoint(routes.snapshotManifest)
  manifest(@Who() caller: Caller, @Input() input: InputOf<typeof routes.snapshotManifest>) {
    return this.taken.manifest(caller, input.params.snapshotId);
  }

  @Endpoint(routes.snapshotFile)
  file(@Who() caller: Caller, @Input() input: InputOf<typeof routes.snapshotFile>) {
    return this.taken.file(caller, input.params.snapshotId, input.query.path);
  }

  @Endpoint(routes.snapshotZip)
  zip(@Who() caller: Caller, @Input() input: InputOf<typeof routes.snapshotZip>) {
    return this.taken.zip(caller, input.params.snapshotId);
  }
}
