import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.ts';

/** The framework's own messages in our log. Its error texts may quote anything, so errors keep their place only. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown, ...context: unknown[]): void {
    this.target.debug({ context: context.at(-1) }, String(message));
  }

  error(_message: unknown, ...context: unknown[]): void {
    this.target.error({ context: context.at(-1) }, 'framework error');
  }

  warn(message: unknown, ...context: unknown[]): void {
    this.target.warn({ context: context.at(-1) }, String(message));
  }
}
