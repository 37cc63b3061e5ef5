import { routes } from '@echocohort/contracts';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { BoardUseCase } from './board.use-case.ts';
import { HomeUseCase } from './home.use-case.ts';
import { ListCasesUseCase } from './list-cases.use-case.ts';
import { TimelineUseCase } from './timeline.use-case.ts';

/** Reading cases. */
@Controller()
export class CasesController {
  constructor(
    private readonly homePage: HomeUseCase,
    private readonly listCases: ListCasesUseCase,
    private readonly board: BoardUseCase,
    private readonly timeline: TimelineUseCase,
  ) {}

  @Endpoint(routes.home)
  home(@Who() caller: Caller) {
    return this.homePage.run(caller);
  }

  @Endpoint(routes.listCases)
  list(@Who() caller: Caller, @Input() input: InputOf<typeof routes.listCases>) {
    return this.listCases.run(caller, input.query);
  }

  @Endpoint(routes.caseBoard)
  show(@Who() caller: Caller, @Input() input: InputOf<typeof routes.caseBoard>) {
    return this.board.run(caller, input.params.caseId);
  }

  @Endpoint(routes.caseTimeline)
  events(@Who() caller: Caller, @Input() input: InputOf<typeof routes.caseTimeline>) {
    return this.timeline.run(caller, input.params.caseId);
  }
}
