import type { ChildProcess } from 'node:child_process';
import type { Result } from '@echocohort/kernel';
import { RefusalError } from '../../http/refusal.error.ts';
import { frugalProcess } from '../../platform/frugal-process.ts';
import type { StudyAsked, StudyOrder, StudyWord } from './study-order.ts';

/** So long it waits for more work; people who build a cohort look at one preview after the other. */
const WAITS_MS = 60_000;

/** The process broke off for a reason that nobody foresaw; its transaction is undone. */
export class StudyWorkBroken extends Error {
  constructor(readonly facts: Readonly<Record<string, unknown>>) {
    super('the process of work on the whole study broke off');
    this.name = 'StudyWorkBroken';
  }
}

interface Waiting {
  readonly resolve: (answer: Result<unknown>) => void;
  readonly reject: (error: Error) => void;
}

/** One process that works on orders, from its first order until nobody has had one for a while. */
export class StudyRoom {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, Waiting>();
  private next = 1;
  private idle: NodeJS.Timeout | null = null;

  constructor(program: URL, env: Readonly<Record<string, string | undefined>>, ended: (room: StudyRoom) => void) {
    this.child = frugalProcess(program, env);
    this.child.on('message', (word: StudyWord) => { this.hear(word); });
    this.child.once('error', (error) => { this.fail(error); });
    this.child.once('exit', (code, killed) => {
      ended(this);
      this.fail(new StudyWorkBroken({ code, killed }));
    });
  }

  work(order: StudyOrder): Promise<Result<unknown>> {
    if (this.idle !== null) clearTimeout(this.idle);
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.send({ id, order } satisfies StudyAsked);
    });
  }

  /** No more orders; it ends. */
  close(): void {
    if (this.idle !== null) clearTimeout(this.idle);
    if (this.child.connected) this.child.disconnect();
  }

  private hear(word: StudyWord): void {
    const waiting = this.waiting.get(word.id);
    this.waiting.delete(word.id);
    if (this.waiting.size === 0) this.idle = setTimeout(() => { this.close(); }, WAITS_MS).unref();
    if (waiting === undefined) return;
    if ('answer' in word) waiting.resolve(word.answer);
    else waiting.reject('refused' in word ? new RefusalError(word.refused) : new StudyWorkBroken(word.broken));
  }

  private fail(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
