import type { FailureResult } from '@echocohort/analyses';
import type { BundleFacts } from '../content/report-source.ts';
import { pngSize } from '../drawing/png.ts';

export type Failure = FailureResult['rows'][number];

/** An attention map of a lesion that was called wrongly, with its size in pixels. */
export interface FailureMap {
  readonly failure: Failure;
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * The attention maps of failures, each once, as far as the bundles have them. Model-LBC has no network of its own: it
 * judges by the score of an image model (`lbcBase`), whose maps are shown.
 */
export function failureMaps(failures: readonly Failure[], bundles: readonly Pick<BundleFacts, 'code' | 'attentionMaps'>[], lbcBase: string | null): FailureMap[] {
  const bundleOf = (model: string) => bundles.find(({ code }) => code === model) ?? bundles.find(({ code }) => code === lbcBase);
  const wanted = new Map(failures.flatMap((failure) => failure.attentionMaps.map((path) => [`${failure.model} ${path}`, { failure, path }] as const)));
  return [...wanted.values()].flatMap(({ failure, path }) => {
    const png = bundleOf(failure.model)?.attentionMaps.find((map) => map.path === path)?.png;
    const size = png === undefined ? null : pngSize(png);
    return png !== undefined && size !== null ? [{ failure, png, ...size }] : [];
  });
}
