import { panelRoutes } from '@echocohort/contracts-reading';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { AcceptCaseUseCase } from './accept-case.use-case.ts';
import { ShowPanelCaseUseCase } from './show-panel-case.use-case.ts';
import { ShowPanelQueueUseCase } from './show-panel-queue.use-case.ts';

/** The study panel's blind review. */
@Controller()
export class PanelController {
  constructor(
    private readonly showQueue: ShowPanelQueueUseCase,
    private readonly showCase: ShowPanelCaseUseCase,
    private readonly acceptCase: AcceptCaseUseCase,
  ) {}

  @Endpoint(panelRoutes.panelQueue)
  queue(@Who() caller: Caller) {
    return this.showQueue.run(caller);
  }

  @Endpoint(panelRoutes.panelCase)
  show(@Who() caller: Caller, @Input() input: InputOf<typeof panelRoutes.panelCase>) {
    return this.showCase.run(caller, input.params.caseId);
  }

  @Endpoint(panelRoutes.acceptCase)
  accept(@Who() caller: Caller, @Input() input: InputOf<typeof panelRoutes.acceptCase>) {
    return this.acceptCase.run(caller, input.params.caseId, input.version);
  }
}
