import { z } from 'zod';

/** Files of every model bundle, in the order in which the manifest lists them. */
export const BUNDLE_FILES = ['MODEL_CARD.md', 'calibration.json', 'failures.json', 'features.bin', 'features.json', 'history.jsonl', 'metrics.json', 'model.json', 'model.onnx', 'predictions.csv', 'run.json', 'weights.bin'] as const;
export type BundleFileName = (typeof BUNDLE_FILES)[number];

/** Files that Model-LBC adds: the regression itself, and the scores of the Model-LB inside it. */
export const LBC_FILES = ['lbc.json', 'predictions-lb.csv'] as const;

/** Folder of the sample attention maps in a bundle. */
export const CAM_FOLDER = 'cam/';
export const MANIFEST_NAME = 'MANIFEST.sha256';

/** One stored file of a bundle. */
export const bundleFile = z.object({ path: z.string().regex(/^(cam\/)?[A-Za-z0-9._-]{1,80}$/), sha256: z.string().regex(/^[0-9a-f]{64}$/), size: z.number().int().nonnegative() });
export type BundleFile = z.output<typeof bundleFile>;

/** A finished bundle: its files and the model's digest, which is the SHA-256 of the manifest's text. */
export const bundleSummary = z.object({ files: z.array(bundleFile).min(1), digest: z.string().regex(/^[0-9a-f]{64}$/) });
export type BundleSummary = z.output<typeof bundleSummary>;

/** `MANIFEST.sha256` in the form that `sha256sum -c` reads; sorted, so the same files give the same text. */
export const manifestText = (files: readonly Pick<BundleFile, 'path' | 'sha256'>[]): string =>
  [...files].sort((one, other) => (one.path < other.path ? -1 : 1)).map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('');
