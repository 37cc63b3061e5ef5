import { routes } from '@echocohort/contracts';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { CohortFiguresUseCase } from './cohort-figures.use-case.ts';
import { CompareDefinitionsUseCase } from './compare-definitions.use-case.ts';
import { PreviewDefinitionUseCase } from './preview-definition.use-case.ts';

/** What helps to choose a cohort: what can be named, what a definition would leave, how definitions differ, figures. */
@Controller()
export class CohortBuilderController {
  constructor(
    private readonly previewed: PreviewDefinitionUseCase,
    private readonly compared: CompareDefinitionsUseCase,
    private readonly figures: CohortFiguresUseCase,
  ) {}

  @Endpoint(routes.cohortCatalogue)
  catalogue(@Who() caller: Caller) {
    return this.previewed.catalogue(caller);
  }

  @Endpoint(routes.previewDefinition)
  preview(@Who() caller: Caller, @Input() input: InputOf<typeof routes.previewDefinition>) {
    return this.previewed.preview(caller, input.body.definition);
  }

  @Endpoint(routes.cohortVersions)
  versions(@Who() caller: Caller, @Input() input: InputOf<typeof routes.cohortVersions>) {
    return this.compared.versions(caller, input.params.cohortId);
  }

  @Endpoint(routes.cohortDiff)
  diff(@Who() caller: Caller, @Input() input: InputOf<typeof routes.cohortDiff>) {
    return this.compared.diff(caller, input.params.cohortId, input.query);
  }

  @Endpoint(routes.cohortBaseline)
  baseline(@Who() caller: Caller, @Input() input: InputOf<typeof routes.cohortBaseline>) {
    return this.figures.baseline(caller, input.params.cohortId);
  }

  @Endpoint(routes.flowChartFile)
  chart(@Who() caller: Caller, @Input() input: InputOf<typeof routes.flowChartFile>) {
    return this.figures.chart(caller, input.params.cohortId, input.query);
  }
}
