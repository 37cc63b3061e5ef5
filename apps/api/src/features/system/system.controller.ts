import { Controller, Header, Res } from '@nestjs/common';
import type { Response } from 'express';
import { SystemEndpoint } from '../../http/endpoint.decorator.ts';
import { openApiDocument } from '../../http/openapi.ts';
import { Metrics } from '../../platform/metrics.ts';
import { DOCS_PAGE, DOCS_SCRIPT } from './docs-page.ts';
import { ReadinessUseCase, type Readiness } from './readiness.use-case.ts';

/** What probes, monitoring and readers of the interface call; nothing of the study is here. */
@Controller()
export class SystemController {
  private readonly document = openApiDocument();

  constructor(
    private readonly readiness: ReadinessUseCase,
    private readonly metrics: Metrics,
  ) {}

  @SystemEndpoint('/health/live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @SystemEndpoint('/health/ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const readiness = await this.readiness.run();
    response.status(readiness.ready ? 200 : 503);
    return readiness;
  }

  @SystemEndpoint('/metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  metricsText(): string {
    return this.metrics.text();
  }

  @SystemEndpoint('/v1/openapi.json')
  openApi(): Record<string, unknown> {
    return this.document;
  }

  @SystemEndpoint('/v1/docs')
  @Header('Content-Type', 'text/html; charset=utf-8')
  docs(): string {
    return DOCS_PAGE;
  }

  @SystemEndpoint('/v1/docs/start.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  docsScript(): string {
    return DOCS_SCRIPT;
  }
}
