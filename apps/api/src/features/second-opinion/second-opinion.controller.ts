import { routes } from '@echocohort/contracts';
import { Controller, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { CheckPictureUseCase } from './check-picture.use-case.ts';
import { GiveOpinionUseCase } from './give-opinion.use-case.ts';
import { ShowModelsUseCase } from './show-models.use-case.ts';

/** A model's second opinion on one picture, for research. */
@Controller()
export class SecondOpinionController {
  constructor(
    private readonly models: ShowModelsUseCase,
    private readonly pictures: CheckPictureUseCase,
    private readonly opinions: GiveOpinionUseCase,
  ) {}

  @Endpoint(routes.opinionModels)
  list(@Who() caller: Caller) {
    return this.models.all(caller.studyId);
  }

  @Endpoint(routes.opinionModel)
  model(@Who() caller: Caller, @Input() input: InputOf<typeof routes.opinionModel>) {
    return this.models.one(caller.studyId, input.params.runId);
  }

  @Endpoint(routes.checkOpinionPicture)
  check(@Who() caller: Caller, @Req() request: Request) {
    return this.pictures.run(caller, request);
  }

  @Endpoint(routes.giveOpinion)
  give(@Who() caller: Caller, @Req() request: Request) {
    return this.opinions.run(caller, request);
  }
}
