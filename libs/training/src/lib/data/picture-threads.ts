import { parentPort, Worker } from 'node:worker_threads';
import type { Result } from '@echocohort/kernel';
import type { CutPicture } from '../snapshot/lesion-picture.ts';
import { pictureBatch, type BatchTask } from './picture-batch.ts';
import { pictureCutter, type CutTask, type LoadDecoder, type PictureWork } from './picture-work.ts';

type Order = { readonly id: number } & ({ readonly kind: 'cut'; readonly task: CutTask } | { readonly kind: 'batch'; readonly task: BatchTask });
type Answer = { readonly id: number } & ({ readonly kind: 'cut'; readonly result: Result<CutPicture> } | { readonly kind: 'batch'; readonly result: Float32Array<ArrayBuffer> } | { readonly kind: 'fault'; readonly message: string });

async function answerTo(order: Order, cut: ReturnType<typeof pictureCutter>): Promise<Answer> {
  try {
    if (order.kind === 'cut') return { id: order.id, kind: 'cut', result: await cut(order.task) };
    return { id: order.id, kind: 'batch', result: Float32Array.from(pictureBatch(order.task)) };
  } catch (error) {
    return { id: order.id, kind: 'fault', message: error instanceof Error ? error.message : String(error) };
  }
}

/** The thread's side: an entry file of the application calls this and nothing else. `load` brings the decoders of JPEG 2000 and JPEG-LS. */
export function servePictures(load: LoadDecoder | null = null): void {
  const port = parentPort;
  if (!port) throw new Error('pictures are served in a worker thread');
  const cut = pictureCutter(load);
  const waiting: Record<Order['kind'], Order[]> = { batch: [], cut: [] };
  let working = false;
  const work = async (): Promise<void> => {
    // A batch goes before whatever files were ordered earlier: the next step waits for it.
    for (let order = waiting.batch.shift() ?? waiting.cut.shift(); order; order = waiting.batch.shift() ?? waiting.cut.shift()) {
      const answer = await answerTo(order, cut);
      port.postMessage(answer, answer.kind === 'batch' ? [answer.result.buffer] : []);
      await new Promise((resolve) => setImmediate(resolve)); // lets further orders in
    }
    working = false;
  };
  port.on('message', (order: Order) => {
    waiting[order.kind].push(order);
    if (working) return;
    working = true;
    void work();
  });
}

/** Buffers that belong to the order alone and can be handed over instead of copied. */
const ownBuffers = (bytes: Uint8Array): ArrayBuffer[] => (bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength ? [bytes.buffer] : []);

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

class PictureThreads implements PictureWork {
  readonly parallel: number;
  private readonly workers: readonly Worker[];
  private readonly waiting = new Map<number, Waiting>();
  private sent = 0;

  constructor(entry: URL, count: number) {
    this.parallel = 2 * count;
    this.workers = Array.from({ length: count }, () => {
      const worker = new Worker(entry);
      worker.on('message', (answer: Answer) => this.settle(answer));
      worker.on('error', (error) => this.fail(error instanceof Error ? error : new Error(String(error))));
      return worker;
    });
  }

  private settle(answer: Answer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if (answer.kind === 'fault') waiting?.reject(new Error(answer.message));
    else waiting?.resolve(answer);
  }

  private fail(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  private ask(order: { readonly kind: 'cut'; readonly task: CutTask } | { readonly kind: 'batch'; readonly task: BatchTask }): Promise<Answer> {
    const id = this.sent++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.workers[id % this.workers.length]?.postMessage({ id, ...order }, order.kind === 'cut' ? ownBuffers(order.task.bytes) : []);
    });
  }

  async cut(task: CutTask): Promise<Result<CutPicture>> {
    const answer = await this.ask({ kind: 'cut', task });
    if (answer.kind !== 'cut') throw new Error('the picture thread answered another question');
    return answer.result;
  }

  async batch(task: BatchTask): Promise<Float32Array> {
    const answer = await this.ask({ kind: 'batch', task });
    if (answer.kind !== 'batch') throw new Error('the picture thread answered another question');
    return answer.result;
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

/** Threads that decode, cut, augment and normalise; `entry` is a file that calls `servePictures`. */
export const pictureThreads = (entry: URL, count: number): PictureWork => new PictureThreads(entry, Math.max(1, count));
