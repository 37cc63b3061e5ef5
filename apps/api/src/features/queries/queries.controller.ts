import { routes } from '@echocohort/contracts';
import { panelRoutes } from '@echocohort/contracts-reading';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { AnswerQueryUseCase } from './answer-query.use-case.ts';
import { CloseQueryUseCase } from './close-query.use-case.ts';
import { ListQueriesUseCase } from './list-queries.use-case.ts';
import { RaiseQueryUseCase } from './raise-query.use-case.ts';

/** Queries between panel and centre. */
@Controller()
export class QueriesController {
  constructor(
    private readonly listQueries: ListQueriesUseCase,
    private readonly raiseQuery: RaiseQueryUseCase,
    private readonly answerQuery: AnswerQueryUseCase,
    private readonly closeQuery: CloseQueryUseCase,
  ) {}

  @Endpoint(routes.listQueries)
  list(@Who() caller: Caller, @Input() input: InputOf<typeof routes.listQueries>) {
    return this.listQueries.run(caller, input.query);
  }

  @Endpoint(panelRoutes.raiseQuery)
  raise(@Who() caller: Caller, @Input() input: InputOf<typeof panelRoutes.raiseQuery>) {
    return this.raiseQuery.run(caller, input.params.caseId, input.body);
  }

  @Endpoint(routes.answerQuery)
  answer(@Who() caller: Caller, @Input() input: InputOf<typeof routes.answerQuery>) {
    return this.answerQuery.run(caller, input.params.queryId, input.version, input.body.text);
  }

  @Endpoint(panelRoutes.closeQuery)
  close(@Who() caller: Caller, @Input() input: InputOf<typeof panelRoutes.closeQuery>) {
    return this.closeQuery.run(caller, input.params.queryId, input.version, input.body.text);
  }
}
