import { routes } from '@echocohort/contracts';
import { refuse } from '@echocohort/kernel';
import { Controller, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { ReceiptsUseCase } from './receipts.use-case.ts';
import { ReceiveImageUseCase } from './receive-image.use-case.ts';
import { ShowImageUseCase } from './show-image.use-case.ts';

/** Images in, images out, and receipts. */
@Controller()
export class IntakeController {
  constructor(
    private readonly receiveImage: ReceiveImageUseCase,
    private readonly showImage: ShowImageUseCase,
    private readonly receipts: ReceiptsUseCase,
  ) {}

  @Endpoint(routes.receiveImage)
  receive(@Who() caller: Caller, @Input() input: InputOf<typeof routes.receiveImage>, @Req() request: Request) {
    return this.receiveImage.run(caller, input.params.caseId, request);
  }

  @Endpoint(routes.imageFile)
  file(@Who() caller: Caller, @Input() input: InputOf<typeof routes.imageFile>) {
    return this.showImage.file(caller, input.params.imageId);
  }

  @Endpoint(routes.imagePreview)
  async preview(@Who() caller: Caller, @Input() input: InputOf<typeof routes.imagePreview>) {
    const permission = caller.firstOf(['panel.review', 'case.read']);
    return permission === null ? refuse({ code: 'forbidden', detail: 'Your role does not allow this.' }) : this.showImage.preview(caller, permission, input.params.imageId, input.query);
  }

  @Endpoint(routes.receipt)
  receipt(@Who() caller: Caller, @Input() input: InputOf<typeof routes.receipt>) {
    return this.receipts.show(caller, input.params.number);
  }

  @Endpoint(routes.receiptKey)
  receiptKey() {
    return this.receipts.publicKey();
  }
}
