import { opinionWish } from '@echocohort/contracts';
import type { MaskTemplate } from '@echocohort/deidentification';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { checkOutline, type Corner } from '@echocohort/protocol';
import type { Box } from '@echocohort/training';
import type { z } from 'zod';
import { checkPicture, type CleanPicture } from './check-picture.ts';
import type { PictureForm } from './read-pictures.ts';

type Wish = z.output<typeof opinionWish>;

/** What is asked of a model, judged: clean pictures and outlines that lie on them. */
export interface OpinionQuestion {
  readonly wish: Wish;
  readonly image: CleanPicture;
  /** Null when the background is drawn on the same picture, or not asked for. */
  readonly background: CleanPicture | null;
  readonly lesionBox: Box | null;
  readonly backgroundBox: Box | null;
}

function readWish(text: string | undefined): Result<Wish> {
  try {
    const wish = opinionWish.safeParse(JSON.parse(text ?? ''));
    if (wish.success) return ok(wish.data);
    return refuse({ code: 'invalid', detail: `The field "wish" is not acceptable at "${wish.error.issues[0]?.path.join('.') ?? ''}".`, field: 'wish' });
  } catch {
    // No JSON and other JSON are the same to the sender.
    return refuse({ code: 'invalid', detail: 'The field "wish" is missing or no JSON.', field: 'wish' });
  }
}

const boxAround = (points: readonly Corner[]): Box => ({
  x0: Math.min(...points.map(([x]) => x)), y0: Math.min(...points.map(([, y]) => y)), x1: Math.max(...points.map(([x]) => x)), y1: Math.max(...points.map(([, y]) => y)),
});

/** The box around an outline, by the same rules as outlines of the record. */
function boxOf(outline: Wish['lesion'], picture: CleanPicture, field: string): Result<Box | null> {
  if (outline === null) return ok(null);
  const drawn = checkOutline(outline, picture);
  return drawn.ok ? ok(boxAround(drawn.value.points)) : refuse({ ...drawn.refusal, field });
}

/** Reads a form into a question. The pictures are verified before anything else looks at them. */
export function questionOf(form: PictureForm, templates: readonly MaskTemplate[]): Result<OpinionQuestion> {
  const wish = readWish(form.fields.get('wish'));
  if (!wish.ok) return wish;
  const image = checkPicture(form.pictures.get('image') ?? new Uint8Array(), templates);
  if (!image.ok) return image;
  const bytes = form.pictures.get('background');
  const background = bytes === undefined ? ok(null) : checkPicture(bytes, templates);
  if (!background.ok) return refuse({ ...background.refusal, field: 'background' });
  const lesionBox = boxOf(wish.value.lesion, image.value, 'lesion');
  if (!lesionBox.ok) return lesionBox;
  const backgroundBox = boxOf(wish.value.background, background.value ?? image.value, 'background');
  if (!backgroundBox.ok) return backgroundBox;
  return ok({ wish: wish.value, image: image.value, background: background.value, lesionBox: lesionBox.value, backgroundBox: backgroundBox.value });
}
