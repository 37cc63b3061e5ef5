import { ok, type Result } from '@echocohort/kernel';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { z } from 'zod';
import type { Configuration } from '../../configuration/configuration.ts';
import { CONFIGURATION } from '../../platform/tokens.ts';
import type { StudyOrder } from './study-order.ts';
import { StudyRoom } from './study-room.ts';

/**
 * Where work that reads the whole study is handed in: lock, preview, split. It is done in a process of its own, one order
 * after the other, so that the memory and the answers of the API to everybody else do not depend on the size of the
 * study. Without a program (specs run the sources, and that process itself) it is done here.
 */
@Injectable()
export class StudyDesk implements OnApplicationShutdown {
  private program: URL | null = null;
  private room: StudyRoom | null = null;

  constructor(@Inject(CONFIGURATION) private readonly configuration: Pick<Configuration, 'environment'>) {}

  /** Names the compiled program of the process. */
  useProcess(program: URL): void {
    this.program = program;
  }

  /** `answers` is what the contract says of the answer, which is read with it; `here` does the same work in this process. */
  async run<T>(order: StudyOrder, answers: z.ZodType<T> | { readonly stream: string }, here: () => Promise<Result<T>>): Promise<Result<T>> {
    if (this.program === null || 'stream' in answers) return here();
    this.room ??= new StudyRoom(this.program, this.configuration.environment, (ended) => {
      if (this.room === ended) this.room = null;
    });
    const answer = await this.room.work(order);
    return answer.ok ? ok(answers.parse(answer.value)) : answer;
  }

  onApplicationShutdown(): void {
    this.room?.close();
  }
}
