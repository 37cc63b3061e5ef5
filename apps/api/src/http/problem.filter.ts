import { randomBytes } from 'node:crypto';
import type { Refusal } from '@echocohort/kernel';
import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { errorFacts, type Log } from '../platform/log.ts';
import { LOG } from '../platform/tokens.ts';
import { outageOf } from './outage.ts';
import { sendProblem } from './problem.ts';
import { RefusalError } from './refusal.error.ts';

/** Refusals of the framework itself (no such address, unreadable JSON) in our words. */
function frameworkRefusal(error: HttpException): Refusal {
  const status = error.getStatus();
  if (status === 404) return { code: 'no-such-route', detail: 'There is no such address; see /v1/docs.' };
  if (status === 413) return { code: 'too-large', detail: 'The request is larger than this address accepts.' };
  if (status === 415) return { code: 'wrong-media-type', detail: 'This address reads application/json only.' };
  return { code: 'malformed-request', detail: 'The request cannot be read: its JSON, its address or its encoding is broken.' };
}

/** Every failure becomes a problem document here; what was not expected leaves only a reference number. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const refusal = this.refusalOf(error, response);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    sendProblem(response, refusal);
  }

  private refusalOf(error: unknown, response: Response): Refusal {
    if (error instanceof RefusalError) return error.refusal;
    if (error instanceof HttpException && error.getStatus() < 500) return frameworkRefusal(error);
    const reference = randomBytes(5).toString('hex');
    response.locals['reference'] = reference;
    const outage = outageOf(error);
    this.log.error({ reference, outage: outage?.code ?? null, ...errorFacts(error) }, 'failed');
    return outage ?? { code: 'unexpected', detail: `Something went wrong that should not; nothing was changed. Reference ${reference}.`, facts: { reference } };
  }
}
