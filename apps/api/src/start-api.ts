import 'reflect-metadata';
import type { Server } from 'node:http';
import { assertGraph } from '@echocohort/case-state';
import type { ObjectStorage } from '@echocohort/storage';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import type { DestinationStream } from 'pino';
import absolutePath from 'swagger-ui-dist/absolute-path.js';
import { AppModule } from './app.module.ts';
import { readConfiguration } from './configuration/configuration.ts';
import { ExaminationRoom } from './features/intake/examination-room.ts';
import { StudyDesk } from './features/study-work/study-desk.ts';
import { accessLog } from './http/access-log.ts';
import { servedRoutes, type ServedRoute } from './http/served-routes.ts';
import { createLog } from './platform/log.ts';
import { Metrics } from './platform/metrics.ts';
import { NestLog } from './platform/nest-log.ts';

const JSON_LIMIT = '1mb';
/**
 * How long an idle connection is kept. Node's five seconds are shorter than a pause of the process under load: a client then
 * sends its next request into a connection that is being closed, and is told of a network fault.
 */
const KEEP_ALIVE_MS = 75_000;

/** A server that answers. */
export interface RunningApi {
  readonly url: string;
  readonly port: number;
  /** What the router really serves, for the comparison with the contract. */
  readonly served: readonly ServedRoute[];
  /** Finishes what is under way, then stops. */
  close(): Promise<void>;
}

/** What specs put in the place of what the environment says. */
export interface StartOptions {
  readonly logTo?: DestinationStream | undefined;
  readonly storage?: ObjectStorage | undefined;
  /** Compiled program in which received files are examined; without it they are examined in this thread. */
  readonly examinationThread?: URL | undefined;
  /** Compiled program for work on the whole study, such as a lock; without it that is done in this process. */
  readonly studyProcess?: URL | undefined;
}

/** Starts the API from an environment; throws a ConfigurationError that lists every bad variable. */
export async function startApi(env: Readonly<Record<string, string | undefined>>, { logTo, storage, examinationThread, studyProcess }: StartOptions = {}): Promise<RunningApi> {
  assertGraph();
  const configuration = readConfiguration(env);
  const log = createLog(configuration.logLevel, logTo);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(configuration, log, { supervisesJobs: false, storage }), { logger: new NestLog(log), bodyParser: false, abortOnError: false });
  if (examinationThread) app.get(ExaminationRoom).useThreads(examinationThread);
  if (studyProcess) app.get(StudyDesk).useProcess(studyProcess);
  app.disable('x-powered-by');
  app.set('trust proxy', configuration.trustedHops);
  app.use(accessLog(log, app.get(Metrics)));
  app.use(helmet({ contentSecurityPolicy: { directives: { 'upgrade-insecure-requests': null } }, strictTransportSecurity: false }));
  app.useBodyParser('json', { limit: JSON_LIMIT });
  app.useStaticAssets(absolutePath(), { prefix: '/v1/docs/assets', index: false });
  const server: Server = app.getHttpServer();
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await app.listen(configuration.port, configuration.host);
  const port = portOf(app.getHttpServer());
  return { url: `http://${configuration.host}:${port}`, port, served: servedRoutes(app), close: () => app.close() };
}

function portOf(server: { address(): unknown }): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null || !('port' in address) || typeof address.port !== 'number') throw new Error('the server has no port');
  return address.port;
}
