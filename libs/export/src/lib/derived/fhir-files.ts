import { identityOf, parseDicom, readIdentity, type ImageIdentity } from '@echocohort/dicom';
import type { SnapshotManifest } from '@echocohort/cohort';
import { FHIR_VERSION, fhirFiles, type FhirFile, type FhirSource } from '@echocohort/table-formats';
import { ReadAhead, type ExpectedFile } from '../read-ahead.ts';
import { streamedText, textFile, type DerivedFile } from './derived-file.ts';
import type { SnapshotDataset } from './dataset.ts';

/** Bytes of a leaf as they come; null when the snapshot has no such leaf. */
export type OpenPath = (path: string) => Promise<AsyncIterable<Uint8Array> | null>;

/** UIDs stand before this in nearly every file. */
const FIRST_LOOK = 1 << 16;

/** What an image says of itself; as little of the file is read as is needed. */
async function imageIdentity(open: OpenPath, path: string): Promise<ImageIdentity | null> {
  const stream = await open(path);
  const chunks: Uint8Array[] = [];
  let [size, look] = [0, FIRST_LOOK];
  for await (const chunk of stream ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size < look) continue;
    const found = readIdentity(Buffer.concat(chunks));
    if (found) return found;
    look *= 8;
  }
  const file = parseDicom(Buffer.concat(chunks));
  return file.ok ? identityOf(file.value.header) : null;
}

/** One resource a line, a file for each type. */
const pathOf = (type: string): string => `fhir/${type}.ndjson`;

function resourceFile(file: FhirFile, counted: (count: number) => void): DerivedFile {
  return streamedText(pathOf(file.type), async function* lines() {
    let count = 0;
    for await (const resource of file.resources()) {
      count += 1;
      yield `${JSON.stringify(resource)}\n`;
    }
    counted(count);
  });
}

/** How many files these are, for the progress of an export: ten types and their list. */
export const FHIR_FILE_COUNT = 11;

/**
 * The snapshot as FHIR R4, written as its lines are made. The list comes last: it says how many resources there are of each
 * type, and which images nothing can refer to, instead of leaving them out in silence.
 */
export async function* fhirDerivedFiles(manifest: SnapshotManifest, { definition, dataset }: SnapshotDataset, images: readonly { readonly path: string }[], open: OpenPath): AsyncGenerator<DerivedFile> {
  // The order of their table is about that in which they are asked for; what is kept of each is a few UIDs.
  const expected = (path: string): ExpectedFile => ({ path, size: 0 });
  const reading = new ReadAhead(images.map(({ path }) => expected(path)), ({ path }) => imageIdentity(open, path));
  const [counts, notReferred] = [new Map<string, number>(), new Set<string>()];
  const source: FhirSource = {
    definition, dataset, root: manifest.record.root, signers: [...new Set(manifest.signatures.map(({ person }) => person))],
    image: (path) => reading.take(expected(path)), leftOut: (path) => notReferred.add(path),
  };
  const files = fhirFiles(source);
  for (const file of files) yield resourceFile(file, (count) => counts.set(file.type, count));
  yield textFile('fhir/manifest.json', () => `${JSON.stringify({
    fhirVersion: FHIR_VERSION, snapshotRoot: manifest.record.root, transactionTime: dataset.createdAt.toISOString(),
    files: files.map(({ type }) => ({ type, path: pathOf(type), count: counts.get(type) ?? 0 })), imagesNotReferredTo: [...notReferred],
  }, null, 2)}\n`);
}
