import { routes } from '@echocohort/contracts';
import { Controller } from '@nestjs/common';
import { Who, type Caller } from '../../http/caller.ts';
import { Endpoint } from '../../http/endpoint.decorator.ts';
import { Input, type InputOf } from '../../http/input.decorator.ts';
import { NoticesUseCase } from './notices.use-case.ts';

/** What happened to what one asked for. */
@Controller()
export class NoticesController {
  constructor(private readonly notices: NoticesUseCase) {}

  @Endpoint(routes.listNotices)
  list(@Who() caller: Caller) {
    return this.notices.list(caller);
  }

  @Endpoint(routes.readNotices)
  readAll(@Who() caller: Caller) {
    return this.notices.read(caller);
  }

  @Endpoint(routes.readNotice)
  read(@Who() caller: Caller, @Input() input: InputOf<typeof routes.readNotice>) {
    return this.notices.read(caller, input.params.noticeId);
  }
}
