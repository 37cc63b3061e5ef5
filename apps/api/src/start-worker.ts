import 'reflect-metadata';
import { assertGraph } from '@echocohort/case-state';
import { JobQueue } from '@echocohort/jobs';
import type { ObjectStorage } from '@echocohort/storage';
import { NestFactory } from '@nestjs/core';
import type { DestinationStream } from 'pino';
import { AppModule } from './app.module.ts';
import { readConfiguration } from './configuration/configuration.ts';
import { ExportWorkshop } from './features/exports/export-workshop.ts';
import { AnalysisWorkshop } from './features/analyses/analysis-workshop.ts';
import { JobRegistry, type RepeatedTask } from './jobs/job-registry.ts';
import { signOfLifeTasks } from './jobs/sign-of-life.task.ts';
import { createLog, errorFacts, type Log } from './platform/log.ts';
import { NestLog } from './platform/nest-log.ts';

/** A worker that takes jobs. */
export interface RunningWorker {
  readonly queues: readonly string[];
  /** Finishes the jobs in hand, then stops. */
  close(): Promise<void>;
}

export interface WorkerOptions {
  readonly logTo?: DestinationStream;
  /** Compiled program in which analyses are computed; without it they are computed in this thread. */
  readonly analysisThread?: URL;
  /** Compiled program that makes exports in a process of its own; without it they are made in this one. */
  readonly exportProcess?: URL;
  /** Takes the place of the storage that the environment names; specs hand in one whose disk is full. */
  readonly storage?: ObjectStorage;
}

/** Starts the job worker from an environment: the same features as the API, without its address. */
export async function startWorker(env: Readonly<Record<string, string | undefined>>, { logTo, analysisThread, exportProcess, storage }: WorkerOptions = {}): Promise<RunningWorker> {
  assertGraph();
  const configuration = readConfiguration(env);
  const log = createLog(configuration.logLevel, logTo);
  const app = await NestFactory.createApplicationContext(AppModule.with(configuration, log, { supervisesJobs: true, storage }), { logger: new NestLog(log), abortOnError: false });
  if (analysisThread) app.get(AnalysisWorkshop).useThread(analysisThread);
  if (exportProcess) app.get(ExportWorkshop).useProcess(exportProcess);
  const registry = app.get(JobRegistry);
  const queues = await registry.start(app.get(JobQueue));
  const timers = [...registry.tasks, ...signOfLifeTasks(env['SIGN_OF_LIFE_FILE'], app.get(JobQueue))].map((task) => repeat(task, log));
  log.info({ queues, tasks: registry.tasks.map(({ name }) => name) }, 'worker started');
  return {
    queues,
    close: async () => {
      for (const stop of timers) stop();
      await app.close();
    },
  };
}

/** Runs a task now and then by the clock, one round after the other; a failed round is logged and the next one tries again. */
function repeat(task: RepeatedTask, log: Log): () => void {
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  const round = async (): Promise<void> => {
    try {
      await task.run();
    } catch (error) {
      log.error({ task: task.name, ...errorFacts(error) }, 'task failed');
    }
    if (!stopped) timer = setTimeout(() => void round(), task.everySeconds * 1000).unref();
  };
  void round();
  return () => {
    stopped = true;
    if (timer !== null) clearTimeout(timer);
  };
}
