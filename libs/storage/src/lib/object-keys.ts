/**
 * Every kind of object has keys of one fixed depth, so that no key is the folder of another (some S3 servers keep
 * objects as files), and of plain characters only, so that no server spells them differently.
 */
const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/;

/** Throws on a key that a store must never see; keys are made by code, so a bad one is a fault of the caller. */
export function assertKey(key: string): void {
  const segments = key.split('/');
  if (segments.length < 2 || segments.length > 6 || !segments.every((segment) => SEGMENT.test(segment))) throw new TypeError('not an object key of this product');
}

/** An image or another content-addressed object. */
export const objectKey = (sha256: string): string => `objects/${sha256.slice(0, 2)}/${sha256}`;

/** The manifest of a locked snapshot. */
export const snapshotManifestKey = (root: string): string => `snapshots/${root}/manifest.json`;

/** One file of a model bundle. */
export const bundleKey = (runId: string, file: string): string => `models/${runId}/${file.replaceAll('/', '__')}`;

/** The results of an analysis, and the zip of its report. */
export const analysisKey = (analysisId: string, file: 'result.json' | 'report.zip'): string => `analyses/${analysisId}/${file}`;

/** An attention map that an analysis made of a wrong call. */
export const analysisMapKey = (analysisId: string, sha256: string): string => `analyses/${analysisId}/map_${sha256}.png`;

/** The zip of an export. */
export const exportKey = (exportId: string): string => `exports/${exportId}/export.zip`;
