import { routes } from '@echocohort/contracts';
import type { Result } from '@echocohort/kernel';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import type { StreamAnswer } from '../../http/stream-answer.ts';
import { DownloadReportUseCase } from './download-report.use-case.ts';
import { ReadRiskUseCase } from './read-risk.use-case.ts';
import { RequestAnalysisUseCase } from './request-analysis.use-case.ts';
import { ShowAnalysesUseCase } from './show-analyses.use-case.ts';

/** Analyses of locked snapshots and their reports. */
@Controller()
export class AnalysesController {
  constructor(
    private readonly requested: RequestAnalysisUseCase,
    private readonly shown: ShowAnalysesUseCase,
    private readonly downloaded: DownloadReportUseCase,
    private readonly risks: ReadRiskUseCase,
  ) {}

  @Endpoint(routes.requestAnalysis)
  request(@Who() caller: Caller, @Input() input: InputOf<typeof routes.requestAnalysis>) {
    return this.requested.run(caller, input.params.snapshotId, input.body);
  }

  @Endpoint(routes.listAnalyses)
  list(@Who() caller: Caller, @Input() input: InputOf<typeof routes.listAnalyses>) {
    return this.shown.all(caller, input.params.snapshotId);
  }

  @Endpoint(routes.analysis)
  state(@Who() caller: Caller, @Input() input: InputOf<typeof routes.analysis>) {
    return this.shown.one(caller, input.params.analysisId);
  }

  @Endpoint(routes.analysisResult)
  result(@Who() caller: Caller, @Input() input: InputOf<typeof routes.analysisResult>) {
    return this.shown.result(caller, input.params.analysisId);
  }

  @Endpoint(routes.analysisMap)
  map(@Who() caller: Caller, @Input() input: InputOf<typeof routes.analysisMap>): Promise<Result<StreamAnswer>> {
    return this.shown.map(caller, input.params.analysisId, input.params.map);
  }

  @Endpoint(routes.analysisRisk)
  risk(@Who() caller: Caller, @Input() input: InputOf<typeof routes.analysisRisk>) {
    return this.risks.run(caller, input.params.analysisId, input.body.values);
  }

  @Endpoint(routes.downloadReport)
  report(@Who() caller: Caller, @Input() input: InputOf<typeof routes.downloadReport>): Promise<Result<StreamAnswer>> {
    return this.downloaded.run(caller, input.params.analysisId);
  }
}
