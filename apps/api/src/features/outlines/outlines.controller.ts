import { routes } from '@echocohort/contracts';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { DrawOutlineUseCase } from './draw-outline.use-case.ts';
import { ShowOutlinesUseCase } from './show-outlines.use-case.ts';

/** What people draw on images. */
@Controller()
export class OutlinesController {
  constructor(
    private readonly showOutlines: ShowOutlinesUseCase,
    private readonly drawOutline: DrawOutlineUseCase,
  ) {}

  @Endpoint(routes.imageOutlines)
  show(@Who() caller: Caller, @Input() input: InputOf<typeof routes.imageOutlines>) {
    return this.showOutlines.run(caller, input.params.imageId);
  }

  @Endpoint(routes.drawOutline)
  draw(@Who() caller: Caller, @Input() input: InputOf<typeof routes.drawOutline>) {
    return this.drawOutline.run(caller, { ...input.params, version: input.version, outline: input.body });
  }
}
