import { reasonFacts, type ProgressEvent, type ReasonFacts } from '@echocohort/jobs';
import type { Clock, Refusal } from '@echocohort/kernel';
import { trainingConfig } from '@echocohort/model';
import type { RunRequest, StepReport } from '@echocohort/training';

/** A line of the log: its code and facts say it in any language, the sentence in English for whoever does not know the code. */
export const note = (code: string, text: string, facts: ReasonFacts = {}): ProgressEvent => ({ kind: 'note', code, text: text.slice(0, 500), facts });

/** Numbers and names among the facts of a refusal; lists (the lesions of a batch) travel apart. */
export const factsOf = ({ facts = {} }: Pick<Refusal, 'facts'>): ReasonFacts =>
  Object.fromEntries(Object.entries(facts).flatMap(([key, value]) => {
    const plain = reasonFacts.safeParse({ [key]: typeof value === 'string' ? value.slice(0, 400) : value });
    return plain.success ? Object.entries(plain.data) : [];
  }));

type Tell = (event: ProgressEvent) => void;

const EVERY_MS = 3000;

/** A sign of life every few seconds, and the place of the next checkpoint: the epoch and the steps taken of it. */
class Steps {
  place = { epoch: 1, step: 0 };
  private secondsPerStep: number | null = null;
  private taken = 0;
  private told = -Infinity;

  constructor(private readonly clock: Clock, private readonly tell: Tell, private readonly pictures: number, private readonly memory: () => number | null) {}

  take({ epoch, epochs, step, steps, loss, seconds }: StepReport): void {
    this.place = { epoch, step };
    // The first step warms the engine up and says little.
    if (this.taken++ === 0 && steps > 1) return;
    this.secondsPerStep = this.secondsPerStep === null ? seconds : 0.9 * this.secondsPerStep + 0.1 * seconds;
    const now = this.clock.now().getTime();
    if (now - this.told < EVERY_MS) return;
    this.told = now;
    const pace = Math.max(this.secondsPerStep, 1e-9);
    this.tell({ kind: 'step', epoch, epochs, step, steps, loss, secondsPerStep: pace, imagesPerSecond: this.pictures / pace, secondsLeft: pace * ((epochs - epoch) * steps + steps - step), memoryMb: this.memory() });
  }
}

type Heard = Pick<RunRequest, 'onImages' | 'onStarted' | 'onStep' | 'onEpoch' | 'onWarning'>;

/** What a training tells on its way, as lines of progress; `keptAt` is where its next checkpoint would stand. */
export function trainingEvents(config: unknown, clock: Clock, tell: Tell, usedMemory?: () => number): Heard & { readonly keptAt: () => { epoch: number; step: number } } {
  const known = trainingConfig.safeParse(config);
  const steps = new Steps(clock, tell, known.success ? known.data.batchSize * known.data.accumulate : 0, () => (usedMemory ? Math.round(usedMemory() / 1e6) : null));
  return {
    keptAt: () => steps.place,
    onImages: (done, of) => {
      if (done === 1) tell(note('reading-pictures', `reading ${of} pictures`, { pictures: of }));
    },
    onStarted: ({ engine, versions, threads, images, lesions, passedOver, outlined, resumedAt }) => {
      for (const { name, reason } of passedOver) tell(note('engine-passed-over', `engine ${name} is not used: ${reason}`, { engine: name, reason: reason.slice(0, 400) }));
      tell({ kind: 'started', engine, version: Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', '), threads, images, lesions, resumedAt });
      if (outlined > 0) tell(note('drawn-outlines', `${outlined} of ${images} pictures are cut by a drawn outline`, { outlined, images }));
    },
    onStep: (report) => steps.take(report),
    onEpoch: ({ epoch, epochs, loss, internalAuc, internalLower, internalUpper, imagesPerSecond, memoryMb, engineShare, secondsLeft }) => {
      steps.place = { epoch: epoch + 1, step: 0 };
      tell({ kind: 'epoch', epoch, epochs, loss, internalAuc, internalLower, internalUpper, imagesPerSecond, memoryMb, engineShare, secondsLeft });
    },
    onWarning: (warning) => tell(note(warning.code.slice(0, 80), warning.detail, factsOf(warning))),
  };
}
