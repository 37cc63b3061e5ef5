import type { AnalysisReport, FailureResult, RefusedNumber } from '@echocohort/analyses';
import type { Result } from '@echocohort/kernel';
import type { BundleFacts } from '../content/report-source.ts';
import { pngSize } from '../drawing/png.ts';

export type Failure = FailureResult['rows'][number];

/** Lesions of each model and set whose maps are shown: the furthest from the cut-off of each kind, in turn. */
export const MAPS_SHOWN = 4;

/** A lesion whose map is wanted of a network: that of an image model, whose code Model-LBC takes over from the model that it is built on. */
export interface MapWish {
  readonly model: string;
  readonly lesion: string;
}

/** A map that was made for a report, out of the locked pictures and the bundle's network. */
export interface MadeMap extends MapWish {
  readonly slot: string;
  readonly png: Uint8Array;
}

/** What was made of the maps that the bundles lack, and why others were not. */
export interface MadeMaps {
  readonly maps: readonly MadeMap[];
  readonly missing: readonly (MapWish & { readonly because: RefusedNumber })[];
}

/** Makes the map of a lesion; refused with `map-no-runtime`, `map-no-network` or `map-no-picture`. */
export type MapOf = (wish: MapWish) => Promise<Result<{ readonly slot: string; readonly png: Uint8Array }>>;

/** An attention map of a lesion that was called wrongly, with its size in pixels. */
export interface FailureMap {
  readonly failure: Failure;
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

interface Analysed {
  readonly results: Pick<AnalysisReport['results'], 'failures'> & { readonly lbc: { readonly status: 'done'; readonly value: { readonly base: string } } | { readonly status: 'refused' } };
}
type Maps = Pick<BundleFacts, 'code' | 'attentionMaps'>;

/** Of each model and set the first of every kind, then the second ones, until there are enough. */
export function mappedFailures(rows: readonly Failure[]): Failure[] {
  const keyOf = ({ model, group }: Failure): string => `${model}\n${group}`;
  return [...new Set(rows.map(keyOf))].flatMap((key) => rows.filter((row) => keyOf(row) === key).toSorted((one, other) => one.rank - other.rank || (one.kind < other.kind ? -1 : 1)).slice(0, MAPS_SHOWN));
}

/** The bundle whose network judged: Model-LBC has none of its own, it judges by the score of an image model. */
function bundleOf(model: string, { lbc }: Analysed['results'], bundles: readonly Maps[]): Maps | undefined {
  return bundles.find(({ code }) => code === model) ?? bundles.find(({ code }) => lbc.status === 'done' && code === lbc.value.base);
}

const ownMap = (failure: Failure, bundle: Maps | undefined): Uint8Array | undefined => bundle?.attentionMaps.find(({ path }) => failure.attentionMaps.includes(path))?.png;

/** The maps that are to be shown and that no bundle holds: a training makes them for the internal validation set alone. */
export function wantedMaps({ results }: Analysed, bundles: readonly Maps[]): MapWish[] {
  if (results.failures.status === 'refused') return [];
  const wanted = mappedFailures(results.failures.value.rows).flatMap((failure): [string, MapWish][] => {
    const bundle = bundleOf(failure.model, results, bundles);
    return bundle === undefined || ownMap(failure, bundle) !== undefined ? [] : [[`${bundle.code} ${failure.lesion}`, { model: bundle.code, lesion: failure.lesion }]];
  });
  return [...new Map(wanted).values()];
}

/** Makes the maps one after another; what cannot be made keeps its reason. */
export async function makeMaps(wishes: readonly MapWish[], mapOf: MapOf): Promise<MadeMaps> {
  const maps: MadeMap[] = [];
  const missing: MadeMaps['missing'][number][] = [];
  for (const wish of wishes) {
    const made = await mapOf(wish);
    if (made.ok) maps.push({ ...wish, ...made.value });
    else missing.push({ ...wish, because: { code: made.refusal.code, detail: made.refusal.detail } });
  }
  return { maps, missing };
}

/** The map that was made of a failure, if one was. */
export function madeMapOf(failure: Failure, { results }: Analysed, bundles: readonly Maps[], made: MadeMaps): MadeMap | undefined {
  const code = bundleOf(failure.model, results, bundles)?.code;
  return made.maps.find(({ model, lesion }) => model === code && lesion === failure.lesion);
}

/** The attention maps of failures, one a lesion: that of the bundle, else the one that was made. A file that is no PNG is left out. */
export function failureMaps(analysed: Analysed, bundles: readonly Maps[], made: MadeMaps): FailureMap[] {
  const { failures } = analysed.results;
  if (failures.status === 'refused') return [];
  return mappedFailures(failures.value.rows).flatMap((failure) => {
    const png = ownMap(failure, bundleOf(failure.model, analysed.results, bundles)) ?? madeMapOf(failure, analysed, bundles, made)?.png;
    const size = png === undefined ? null : pngSize(png);
    return png !== undefined && size !== null ? [{ failure, png, ...size }] : [];
  });
}
