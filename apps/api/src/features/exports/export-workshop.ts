import type { ChildProcess } from 'node:child_process';
import type { Result } from '@echocohort/kernel';
import type { ObjectStorage } from '@echocohort/storage';
import { Inject, Injectable } from '@nestjs/common';
import type { Configuration } from '../../configuration/configuration.ts';
import { frugalProcess } from '../../platform/frugal-process.ts';
import type { errorFacts } from '../../platform/log.ts';
import { SigningKey } from '../../platform/signing-key.ts';
import { CONFIGURATION, STORAGE } from '../../platform/tokens.ts';
import { EXTRA_FILES } from './extra-files.ts';
import type { ExtraFiles } from '@echocohort/export';
import { makeExportZip, type ExportMade, type ExportTask } from './export-work.ts';

/** What the process of an export says: how far it is, then what it made or why it broke off. */
export type ExportWord = { readonly share: number } | { readonly made: Result<ExportMade> } | { readonly broken: ReturnType<typeof errorFacts> };

/** What it is told: the task, or to stop. */
export type ExportOrder = { readonly task: ExportTask } | { readonly stop: true };

const STOP_MS = 10_000;

/** The process broke off for a reason that nobody foresaw. */
export class ExportBroken extends Error {
  constructor(readonly facts: Readonly<Record<string, unknown>>) {
    super('the process of the export broke off');
    this.name = 'ExportBroken';
  }
}

/**
 * Where exports are made: in a process of its own with a small heap, so that the worker keeps its memory and goes on
 * telling the queue that it is alive. Without a program (specs run the sources) they are made here.
 */
@Injectable()
export class ExportWorkshop {
  private program: URL | null = null;

  constructor(
    private readonly key: SigningKey,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(STORAGE) private readonly storage: ObjectStorage,
    @Inject(EXTRA_FILES) private readonly extra: readonly ExtraFiles[],
  ) {}

  /** Names the compiled program of the process. */
  useProcess(program: URL): void {
    this.program = program;
  }

  make(task: ExportTask, tell: (share: number) => void, signal: AbortSignal): Promise<Result<ExportMade>> {
    if (this.program !== null) return inProcess(this.program, this.configuration.environment, task, tell, signal);
    const { key, storage, extra } = this;
    return makeExportZip(task, { storage, extra, tell, signal, sign: (bytes) => key.attest(bytes) });
  }
}

function inProcess(program: URL, env: Readonly<Record<string, string | undefined>>, task: ExportTask, tell: (share: number) => void, signal: AbortSignal): Promise<Result<ExportMade>> {
  return new Promise((resolve, reject) => {
    const child = frugalProcess(program, env);
    const stop = (): void => stopped(child);
    signal.addEventListener('abort', stop, { once: true });
    child.on('message', (word: ExportWord) => {
      if ('share' in word) tell(word.share);
      else if ('made' in word) resolve(word.made);
      else reject(new ExportBroken(word.broken));
    });
    child.once('error', reject);
    child.once('exit', (code, killed) => {
      signal.removeEventListener('abort', stop);
      reject(new ExportBroken({ code, killed }));
    });
    child.send({ task } satisfies ExportOrder);
  });
}

/** Lets it take away what it had begun to write, and ends it if it does not. */
function stopped(child: ChildProcess): void {
  if (child.connected) child.send({ stop: true } satisfies ExportOrder);
  const end = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  child.once('exit', () => { clearTimeout(end); });
}
