import { routes } from '@echocohort/contracts';
import type { Result } from '@echocohort/kernel';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import type { StreamAnswer } from '../../http/stream-answer.ts';
import { DownloadExportUseCase } from './download-export.use-case.ts';
import { RequestExportUseCase } from './request-export.use-case.ts';
import { ShowExportsUseCase } from './show-exports.use-case.ts';

/** Exports of locked snapshots. */
@Controller()
export class ExportsController {
  constructor(
    private readonly requested: RequestExportUseCase,
    private readonly shown: ShowExportsUseCase,
    private readonly downloaded: DownloadExportUseCase,
  ) {}

  @Endpoint(routes.requestExport)
  request(@Who() caller: Caller, @Input() input: InputOf<typeof routes.requestExport>) {
    return this.requested.run(caller, input.params.snapshotId, input.body);
  }

  @Endpoint(routes.listExports)
  list(@Who() caller: Caller, @Input() input: InputOf<typeof routes.listExports>) {
    return this.shown.all(caller, input.params.snapshotId);
  }

  @Endpoint(routes.exportLedger)
  ledger(@Who() caller: Caller, @Input() input: InputOf<typeof routes.exportLedger>) {
    return this.shown.ledger(caller, input.params.snapshotId);
  }

  @Endpoint(routes.exportState)
  state(@Who() caller: Caller, @Input() input: InputOf<typeof routes.exportState>) {
    return this.shown.one(caller, input.params.exportId);
  }

  @Endpoint(routes.downloadExport)
  download(@Who() caller: Caller, @Input() input: InputOf<typeof routes.downloadExport>): Promise<Result<StreamAnswer>> {
    return this.downloaded.run(caller, input.params.exportId);
  }
}
