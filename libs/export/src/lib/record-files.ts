import { canonicalJson } from '@echocohort/kernel';
import { gatheredTexts, PROTOCOL_PATH, SNAPSHOT_FORMAT, type SnapshotLeaf } from '@echocohort/cohort';
import { codebookCsv, codebookHtml, codebookSchema, sidecarJson } from './codebook.ts';
import { imagePathOf } from './image-path.ts';
import { ROW_DIGESTS_PATH, rowDigestLines, RowDigests } from './row-digests.ts';
import type { SnapshotContent } from './snapshot-content.ts';
import { eachTable, type TableColumns } from './tables.ts';

/** A file that the record decides: the same record gives the same text on every machine. */
export interface RecordFile {
  readonly path: string;
  readonly text: string;
}

/** Where the sealed outcomes are promised, and where they stand once opened. */
export const COMMITMENT_PATH = 'sealed/commitment.json';
export const AUDIT_PATH = 'audit.ndjson';

function protocolText({ definition }: SnapshotContent): string {
  const { version, slots } = definition.protocol;
  return canonicalJson({ version, slots: slots.map(({ code, order, role, imageType, counted, name, min, max }) => ({ code, order, role, imageType, counted, name, min, max })) });
}

function cohortText({ definition, cohort, split }: SnapshotContent): string {
  const { id, seed, ratio, exact, assignment, sets } = split;
  return canonicalJson({ format: SNAPSHOT_FORMAT, study: definition.study.code, version: definition.study.version, cohort, split: { id, seed, ratio, exact, assignment, sets } });
}

/** The version of the Brain Imaging Data Structure whose rules participants.tsv and dataset_description.json keep. */
const BIDS_VERSION = '1.10.0';

function descriptionText({ definition, cohort }: SnapshotContent): string {
  const { study, protocol } = definition;
  const described = {
    Name: `${study.title.en} – ${cohort.name}`, BIDSVersion: BIDS_VERSION, DatasetType: 'raw', License: 'Under the data use agreement of the study; see SNAPSHOT.json and the ledger of the platform',
    GeneratedBy: [{ Name: 'EchoCohort', Description: 'Locked snapshot of the record of the study' }], StudyCode: study.code, StudyVersion: study.version, ProtocolVersion: protocol.version,
    DateNote: 'All dates are shifted by a number of days of their own for each patient.', LayoutNote: 'BIDS has no type for clinical ultrasound: images lie in dicom/ and no sub- folder exists. What BIDS does not know stands in .bidsignore.',
  };
  return `${JSON.stringify(described, null, 2)}\n`;
}

/** A record file that is made piece by piece; its pieces are taken once. */
export interface RecordPieces {
  readonly path: string;
  readonly pieces: Iterable<string>;
}

/**
 * All text files of a snapshot but the audit trail and the commitment, which the lock adds. Each is made when its turn
 * comes and its pieces are taken, so that no text of a large study is ever held whole.
 */
export function* recordPieces(content: SnapshotContent): Generator<RecordPieces> {
  const columns: TableColumns[] = [];
  const digests: RowDigests[] = [];
  for (const table of eachTable(content)) {
    columns.push({ path: table.path, title: table.title, columns: table.columns });
    const rows = new RowDigests(table);
    digests.push(rows);
    yield { path: table.path, pieces: gatheredTexts(rows.passing()) };
    yield { path: table.path.replace('.tsv', '.json'), pieces: [sidecarJson(table)] };
  }
  const title = `${content.definition.study.title.en} – codebook`;
  yield { path: ROW_DIGESTS_PATH, pieces: gatheredTexts(rowDigestLines(digests)) };
  yield { path: 'codebook.csv', pieces: [codebookCsv(columns)] };
  yield { path: 'codebook.html', pieces: [codebookHtml(title, columns)] };
  yield { path: 'codebook.schema.json', pieces: [codebookSchema(title, columns)] };
  yield { path: 'dataset_description.json', pieces: [descriptionText(content)] };
  yield { path: PROTOCOL_PATH, pieces: [`${protocolText(content)}\n`] };
  yield { path: 'study.json', pieces: [`${canonicalJson(content.definition)}\n`] };
  yield { path: 'cohort.json', pieces: [`${cohortText(content)}\n`] };
}

/** The same all at once. */
export const recordFiles = (content: SnapshotContent): RecordFile[] => [...recordPieces(content)].map(({ path, pieces }) => ({ path, text: [...pieces].join('') }));

/** The leaves of the images, which lie in storage already. */
export function* imageLeafStream(content: SnapshotContent): Generator<SnapshotLeaf> {
  const pathOf = imagePathOf(content);
  for (const image of content.images) yield { path: pathOf(image), sha256: image.sha256, size: image.sizeBytes };
}

export const imageLeaves = (content: SnapshotContent): SnapshotLeaf[] => [...imageLeafStream(content)];

/** Who holds a share of the key, with the digest of the key that it is shut for and the public key of the holder's signature. */
export interface PublishedHolder {
  readonly name: string;
  readonly key: string;
  readonly signing?: string;
}

/** What is published of sealed outcomes while they are sealed. Without holders the server opens by itself. */
export function commitmentText(commitment: string, lesions: number, holders: readonly PublishedHolder[] = [], needed = 2): string {
  const published = { method: 'SHA-256(salt || outcomes)', commitment, lesions };
  if (holders.length === 0) return `${canonicalJson({ ...published, opens: 'after the digest of a model is registered' })}\n`;
  return `${canonicalJson({ ...published, opens: 'after the digest of a model is registered, by two key holders', sealing: 'two-person', needed, holders: holders.map((holder) => ({ ...holder })) })}\n`;
}
