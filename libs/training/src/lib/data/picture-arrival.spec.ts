import { ok, refuse, type Result } from '@echocohort/kernel';
import { allThere, arrivingPictures } from './picture-arrival.ts';
import type { TrainingImage } from './training-image.ts';

const picture = (lesion: string): TrainingImage => ({ lesion, patient: lesion, set: 'training', malignant: true, slot: 'S', role: 'lesion', backgroundType: null, pixels: new Uint8Array(1) });
const pictures = ['a', 'b', 'c', 'd'].map(picture);
const soon = (value: Result<Uint8Array>): Promise<Result<Uint8Array>> => new Promise((resolve) => void setImmediate(() => resolve(value)));
const number = ({ lesion }: TrainingImage): Result<Uint8Array> => ok(Uint8Array.of(lesion.charCodeAt(0)));

describe('pictures that arrive while a training is under way', () => {
  it('are asked for in their order and waited for one by one', async () => {
    const asked: string[] = [];
    const images = pictures.map(({ lesion }) => picture(lesion));
    const arrival = arrivingPictures({ images, lanes: 1, bring: (image) => (asked.push(image.lesion), soon(number(image))) });
    await arrival.wait(images.slice(0, 2));
    expect(images.slice(0, 2).map(({ pixels }) => pixels[0])).toEqual([97, 98]);
    expect(asked).not.toContain('d');
    expect(await allThere(arrival, images)).toEqual(ok(null));
    expect(images.map(({ pixels }) => pixels[0])).toEqual([97, 98, 99, 100]);
  });

  it('end with the first that cannot be used, and nobody waits for ever', async () => {
    const images = pictures.map(({ lesion }) => picture(lesion));
    const arrival = arrivingPictures({ images, lanes: 1, bring: (image) => soon(image.lesion === 'b' ? refuse({ code: 'snapshot-leaf-differs', detail: 'b' }) : number(image)) });
    expect(await allThere(arrival, images)).toMatchObject({ ok: false, refusal: { code: 'snapshot-leaf-differs' } });
    expect(images.map(({ pixels }) => pixels[0])).toEqual([97, 0, 0, 0]);
  });

  it('throw what was thrown on the way, and stop when told to', async () => {
    const failing = arrivingPictures({ images: pictures, lanes: 2, bring: () => Promise.reject(new Error('the thread ended')) });
    await expect(failing.wait(pictures)).rejects.toThrow('the thread ended');
    let asked = 0;
    const stopped = arrivingPictures({ images: pictures.map(({ lesion }) => picture(lesion)), lanes: 1, bring: (image) => (asked++, soon(number(image))) });
    await stopped.stop();
    expect(asked).toBe(1);
  });

  it.each([
    ['all that are worth waiting for, while there is time', { pictures: 4, milliseconds: 60_000 }, 4],
    ['the first one, where the time is over before', { pictures: 4, milliseconds: 0 }, 1],
    ['the first one, where no lead is wished', undefined, 1],
  ])('let a training begin with %s', async (_, lead, there) => {
    const images = pictures.map(({ lesion }) => picture(lesion));
    const open: (() => void)[] = [];
    const arrival = arrivingPictures({ images, lanes: 1, ...(lead ? { lead } : {}), bring: (image) => new Promise((resolve) => open.push(() => resolve(number(image)))) });
    let begun = false;
    const begins = arrival.begun().then(() => (begun = true));
    for (let done = 1; done <= there; done++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(begun).toBe(false);
      open.shift()?.();
    }
    await begins;
    expect(images.filter(({ pixels }) => pixels[0] !== 0)).toHaveLength(there);
    await soon(ok(new Uint8Array()));
    const stopped = arrival.stop();
    open.shift()?.();
    await stopped;
  });
});
