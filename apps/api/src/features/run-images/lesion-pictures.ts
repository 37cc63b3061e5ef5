import type { LesionPicture } from '@echocohort/contracts';
import type { Predictor } from '@echocohort/inference';
import { ok, refuse, type Result } from '@echocohort/kernel';
import type { CutPicture, LockedSnapshot } from '@echocohort/training';
import { mapViewOf } from '../second-opinion/map-view.ts';

interface ReadPicture {
  readonly slot: string;
  readonly sha256: string;
  readonly drawn: boolean;
  readonly cut: CutPicture;
}

/** The pictures of a lesion in the slots of a role, cut as training cut them. */
async function read(predictor: Predictor, snapshot: LockedSnapshot, lesion: string, role: 'lesion' | 'background', slots: readonly string[]): Promise<Result<ReadPicture[]>> {
  const { outlineFor } = await import('@echocohort/training');
  const pictures: ReadPicture[] = [];
  for (const slot of slots) {
    const image = snapshot.index.images.find((each) => each.lesion === lesion && each.slot === slot);
    if (image === undefined) return refuse({ code: 'lesion-image-missing', detail: `The snapshot holds no picture in slot ${slot} of this lesion.`, slot });
    const bytes = await snapshot.read(image.path);
    if (!bytes.ok) return bytes;
    const box = outlineFor(snapshot.outlines, { sha256: image.sha256, lesion, role });
    const cut = predictor.cut(bytes.value, role, box);
    if (!cut.ok) return refuse({ ...cut.refusal, slot });
    pictures.push({ slot, sha256: image.sha256, drawn: box !== null, cut: cut.value });
  }
  return ok(pictures);
}

/** Scores and attention maps of a lesion's pictures, by the model and from the locked files that it was judged on. */
export async function lesionPictures(predictor: Predictor, snapshot: LockedSnapshot, lesion: string): Promise<Result<LesionPicture[]>> {
  const own = await read(predictor, snapshot, lesion, 'lesion', predictor.run.lesionSlots);
  if (!own.ok) return own;
  const beside = predictor.needsBackground ? await read(predictor, snapshot, lesion, 'background', predictor.run.backgroundSlots) : ok([]);
  if (!beside.ok) return beside;
  const scored = await predictor.score(own.value.map(({ cut }) => cut.pixels), beside.value.map(({ cut }) => cut.pixels));
  if (!scored.ok) return scored;
  return ok(await Promise.all(own.value.map(async ({ slot, sha256, drawn, cut }, at): Promise<LesionPicture> => {
    const picture = scored.value[at];
    if (picture === undefined) throw new Error('a picture was not scored');
    return { slot, sha256, rows: cut.height, columns: cut.width, score: picture.score, region: drawn ? 'drawn' : 'central', map: await mapViewOf(picture, cut.square) };
  })));
}
