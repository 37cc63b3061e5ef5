import { ok, type Refusal, type Result } from '@echocohort/kernel';
import type { TrainingImage } from './training-image.ts';

/** Pictures that come while a training is already under way. */
export interface PictureArrival {
  /** Resolves when enough pictures are there to begin with, or when one never will be. */
  begun(): Promise<void>;
  /** Resolves when these pictures are there or never will be: then `refusal` says why. */
  wait(images: readonly Pick<TrainingImage, 'pixels'>[]): Promise<void>;
  /** Why a picture cannot be used, as soon as that is known. */
  refusal(): Refusal | null;
  /** Begins no further picture, and waits for those under way. */
  stop(): Promise<void>;
}

/** Pictures that are all there. */
export const picturesThere: PictureArrival = { begun: () => Promise.resolve(), wait: () => Promise.resolve(), refusal: () => null, stop: () => Promise.resolve() };

/** How pictures are brought. */
export interface ArrivalPlan {
  /** In the order in which they will be asked for. The pixels are empty and of the right number. */
  readonly images: readonly TrainingImage[];
  /** How many are on their way at the same time. */
  readonly lanes: number;
  bring(image: TrainingImage): Promise<Result<Uint8Array>>;
  readonly onImage?: ((done: number, of: number) => void) | undefined;
  /** How many pictures are worth waiting for before the first step, and for how long; without it the first one is enough. */
  readonly lead?: { readonly pictures: number; readonly milliseconds: number };
}

/** Something that is waited for until it is opened, once and for all. */
class Gate {
  readonly passed: Promise<void>;
  private resolve: () => void = () => undefined;

  constructor() {
    this.passed = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  open(): void {
    this.resolve();
  }
}

/** Brings pictures one after the other into the place that is kept for each; the first that cannot be used ends it. */
class ArrivingPictures implements PictureArrival {
  private readonly plan: ArrivalPlan;
  private readonly awaited = new Map<Uint8Array, Gate>();
  private readonly enough = new Gate();
  private readonly patience: NodeJS.Timeout | null;
  private patient: boolean;
  private readonly lanes: Promise<void>;
  private next = 0;
  private done = 0;
  private refused: Refusal | null = null;
  private fault: { readonly error: unknown } | null = null;

  constructor(plan: ArrivalPlan) {
    this.plan = plan;
    for (const { pixels } of plan.images) this.awaited.set(pixels, new Gate());
    this.patient = plan.lead !== undefined;
    this.patience = plan.lead ? setTimeout(() => this.loseLead(), plan.lead.milliseconds).unref() : null;
    this.lanes = Promise.all(Array.from({ length: plan.lanes }, () => this.lane())).then(() => this.enough.open());
  }

  /** From now on the first picture is enough. */
  private loseLead(): void {
    this.patient = false;
    if (this.done > 0) this.enough.open();
  }

  private async lane(): Promise<void> {
    try {
      for (let image = this.plan.images[this.next++]; image; image = this.plan.images[this.next++]) {
        const brought = await this.plan.bring(image);
        if (!brought.ok) return this.end(brought.refusal);
        image.pixels.set(brought.value);
        this.awaited.get(image.pixels)?.open();
        this.done++;
        this.plan.onImage?.(this.done, this.plan.images.length);
        if (this.done >= (this.patient ? (this.plan.lead?.pictures ?? 1) : 1)) this.enough.open();
      }
    } catch (error) {
      this.fault ??= { error };
      this.end(null);
    }
  }

  private end(refusal: Refusal | null): void {
    this.refused ??= refusal;
    this.next = this.plan.images.length;
    for (const gate of [this.enough, ...this.awaited.values()]) gate.open();
  }

  begun(): Promise<void> {
    return this.enough.passed;
  }

  async wait(images: readonly Pick<TrainingImage, 'pixels'>[]): Promise<void> {
    await Promise.all(images.flatMap(({ pixels }) => this.awaited.get(pixels)?.passed ?? []));
    if (this.fault) throw this.fault.error;
  }

  refusal(): Refusal | null {
    return this.refused;
  }

  async stop(): Promise<void> {
    if (this.patience) clearTimeout(this.patience);
    this.end(null);
    await this.lanes;
  }
}

export const arrivingPictures = (plan: ArrivalPlan): PictureArrival => new ArrivingPictures(plan);

/** All pictures, or why one of them cannot be used. */
export async function allThere(arrival: PictureArrival, images: readonly TrainingImage[]): Promise<Result<null>> {
  await arrival.wait(images);
  const refusal = arrival.refusal();
  return refusal ? { ok: false, refusal } : ok(null);
}
