import { routes } from '@echocohort/contracts';
import { refuse } from '@echocohort/kernel';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { ImageTextUseCase } from './image-text.use-case.ts';

/** Text inside stored images. */
@Controller()
export class TextCheckController {
  constructor(private readonly texts: ImageTextUseCase) {}

  @Endpoint(routes.imageText)
  show(@Who() caller: Caller, @Input() input: InputOf<typeof routes.imageText>) {
    return this.texts.show(caller, input.params.imageId);
  }

  @Endpoint(routes.settleImageText)
  async settle(@Who() caller: Caller, @Input() input: InputOf<typeof routes.settleImageText>) {
    const permission = caller.firstOf(['image.upload', 'device.manage']);
    return permission === null ? refuse({ code: 'forbidden', detail: 'Your role does not allow this.' }) : this.texts.settle(caller, permission, { ...input.params, ...input.body });
  }
}
