import type { PictureDecoder } from '@echocohort/dicom';
import { ok, refuse, type Result, type Sha256Hex } from '@echocohort/kernel';
import { attentionPng, outlineFor, type LockedSnapshot } from '@echocohort/training';
import { openPredictor, type ModelFiles, type Predictor } from './predictor.ts';

/** What maps are made of: networks by their model's code, and the locked pictures. */
export interface MapSources {
  filesOf(model: string): ModelFiles | null;
  snapshot(): Promise<Result<LockedSnapshot>>;
  /** JPEG 2000 and JPEG-LS pictures ask for it. */
  decoder(): Promise<PictureDecoder>;
  readonly sha256: Sha256Hex;
}

/** An attention map of a lesion, beside the picture that it was made of. */
export interface LesionMap {
  readonly slot: string;
  readonly png: Uint8Array;
}

/** Steps of a map between nothing and its strongest place: the last bits of a sum differ between processors and must not be seen. */
const STEPS = 250;

const stepped = (cam: Float32Array): Float32Array => {
  const strongest = cam.reduce((most, value) => Math.max(most, value), 0);
  return strongest > 0 ? cam.map((value) => Math.round((value / strongest) * STEPS) / STEPS) : cam;
};

/**
 * Makes attention maps of lesions out of locked pictures, one picture a lesion: that of the first lesion slot. The networks stay open until `close`.
 * A refusal says what was lacking: `map-no-network`, or `map-no-picture`.
 */
export class LesionMaps {
  private readonly sources: MapSources;
  private readonly opened = new Map<string, Promise<Result<Predictor>>>();
  private locked: Promise<Result<LockedSnapshot>> | null = null;

  constructor(sources: MapSources) {
    this.sources = sources;
  }

  async of(model: string, lesion: string): Promise<Result<LesionMap>> {
    this.opened.set(model, this.opened.get(model) ?? this.open(model));
    const predictor = await this.opened.get(model);
    if (!predictor?.ok) return predictor ?? refuse({ code: 'map-no-network', detail: 'There is no such model.' });
    const picture = await this.picture(predictor.value, lesion);
    if (!picture.ok) return refuse({ code: 'map-no-picture', detail: picture.refusal.detail });
    const { slot, pixels } = picture.value;
    // In Model-LB the map is that of the lesion branch alone, whatever stands in the other: the head is linear.
    const scored = await predictor.value.score([pixels], [pixels]);
    if (!scored.ok) return refuse({ code: 'map-no-network', detail: scored.refusal.detail });
    return ok({ slot, png: attentionPng(pixels, predictor.value.run.config.imageSize, stepped(scored.value[0]?.cam ?? new Float32Array([0]))) });
  }

  async close(): Promise<void> {
    for (const opening of this.opened.values()) {
      const opened = await opening;
      if (opened.ok) await opened.value.close();
    }
    this.opened.clear();
  }

  private async open(model: string): Promise<Result<Predictor>> {
    const files = this.sources.filesOf(model);
    if (files === null) return refuse({ code: 'map-no-network', detail: `There is no network of Model-${model}.` });
    try {
      // One thread: sums in one order give the same map on every run.
      const opened = await openPredictor(files, this.sources.sha256, { threads: 1 });
      return opened.ok ? opened : refuse({ code: 'map-no-network', detail: opened.refusal.detail });
    } catch (error) {
      return refuse({ code: 'map-no-network', detail: `The runtime does not take the network of Model-${model} (${error instanceof Error ? error.name : 'unknown'}).` });
    }
  }

  private async picture(predictor: Predictor, lesion: string): Promise<Result<{ slot: string; pixels: Uint8Array }>> {
    this.locked ??= this.sources.snapshot();
    const snapshot = await this.locked;
    if (!snapshot.ok) return snapshot;
    const { index, outlines } = snapshot.value;
    const [slot = ''] = predictor.run.lesionSlots;
    const image = index.images.find((each) => each.lesion === lesion && each.slot === slot);
    if (image === undefined) return refuse({ code: 'lesion-image-missing', detail: `The snapshot holds no picture in slot ${slot} of this lesion.`, slot });
    const bytes = await snapshot.value.read(image.path);
    if (!bytes.ok) return bytes;
    const box = outlineFor(outlines, { sha256: image.sha256, lesion, role: 'lesion' });
    const plain = predictor.cut(bytes.value, 'lesion', box);
    const cut = plain.ok || plain.refusal.code !== 'codec-not-supported' ? plain : predictor.cut(bytes.value, 'lesion', box, await this.sources.decoder());
    return cut.ok ? ok({ slot, pixels: cut.value.pixels }) : cut;
  }
}
