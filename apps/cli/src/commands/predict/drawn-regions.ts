import { basename } from 'node:path';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { boxOfPoints, outlineFor, readOutlines, type Box } from '@echocohort/training';

/** The drawn region of a picture, if there is one. */
export type RegionOf = (picture: { readonly path: string; readonly sha256: string; readonly role: 'lesion' | 'background' }) => Box | null;

const unreadable: Result<never> = refuse({ code: 'roi-unreadable', detail: 'The file of --roi is an outlines.tsv of an export, or JSON of file name and points: {"L1.dcm": "120,80 260,80 260,190 120,190"}.' });

/** Points as text `x,y x,y` or as a list of pairs. */
function pointsText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return null;
  const pairs = value.map((pair: unknown) => (Array.isArray(pair) && pair.length === 2 ? pair.join(',') : ''));
  return pairs.join(' ');
}

function fromJson(text: string): Result<RegionOf> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return unreadable;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return unreadable;
  const boxes = new Map<string, Box>();
  for (const [name, value] of Object.entries(parsed)) {
    const box = boxOfPoints(pointsText(value));
    if (!box) return unreadable;
    boxes.set(basename(name), box);
  }
  return ok(({ path }) => boxes.get(basename(path)) ?? null);
}

/** Reads drawn regions: an export's own table names pictures by digest, a hand-made file by name. */
export function readRegions(text: string | null): Result<RegionOf> {
  if (text === null) return ok(() => null);
  if (!text.startsWith('image\t')) return fromJson(text);
  const outlines = readOutlines(text);
  if (!outlines.ok) return outlines;
  const lesionOf = new Map(outlines.value.map(({ image, lesion }) => [image, lesion]));
  return ok(({ sha256, role }) => outlineFor(outlines.value, { sha256, lesion: lesionOf.get(sha256) ?? '', role }));
}
