import { createHash } from 'node:crypto';
import { lockDigest, PackedLeaves, selectCohort, SHARES_NEEDED, type LockFacts, type SnapshotLeaf, type Split } from '@echocohort/cohort';
import { imageLeafStream, recordPieces, type RecordFile, type SnapshotContent } from '@echocohort/export';
import { listKeyHolders, type CohortRow, type KeyHolderRow, type Tx } from '@echocohort/persistence';
import type { CurrentStudy } from '../../platform/active-study.ts';
import type { ScreenedCase } from '../cohorts/cohort-cases.ts';
import { externalCentres } from '../cohorts/cohort-catalogue.ts';
import { flowBoxes } from '../cohorts/cohort-preview.view.ts';
import { currentSplit, definitionOf } from '../cohorts/cohort.view.ts';
import { snapshotContent } from './snapshot-content.ts';
import type { TextSpool } from './text-spool.ts';

/** Everything that a lock of this cohort would take, as the record is now. */
export interface GatheredLock {
  readonly cases: readonly ScreenedCase[];
  readonly included: readonly ScreenedCase[];
  readonly split: Split | null;
  readonly facts: LockFacts;
  /** Null while the cohort is not split, or its cases are no longer those of the split. */
  readonly content: SnapshotContent | null;
  /** Leaves of the texts that the content decides, and of the images. */
  readonly leaves: PackedLeaves;
  /** Those of the texts alone, by path. */
  readonly texts: ReadonlyMap<string, SnapshotLeaf>;
  /** What a signature covers; null without content. */
  readonly digest: string | null;
  /** Who would hold the key of sealed outcomes; empty when the study opens them by itself, or none are external. */
  readonly holders: readonly KeyHolderRow[];
}

/** The leaf of a text. */
export const textLeaf = ({ path, text }: RecordFile): SnapshotLeaf => ({ path, sha256: createHash('sha256').update(text, 'utf8').digest('hex'), size: Buffer.byteLength(text, 'utf8') });

/** The leaves of the texts, made one after the other and piece by piece: none is kept. */
function textLeaves(content: SnapshotContent): ReadonlyMap<string, SnapshotLeaf> {
  const leaves = new Map<string, SnapshotLeaf>();
  for (const { path, pieces } of recordPieces(content)) {
    const hash = createHash('sha256');
    let size = 0;
    for (const piece of pieces) {
      hash.update(piece, 'utf8');
      size += Buffer.byteLength(piece, 'utf8');
    }
    leaves.set(path, { path, sha256: hash.digest('hex'), size });
  }
  return leaves;
}

/** Lesions that only one of the two holds. */
function changedSince(split: Split, included: readonly ScreenedCase[]): number {
  const before = new Set(split.rows.map(({ lesion }) => lesion));
  const now = new Set(included.map(({ row }) => row.code));
  return [...before].filter((lesion) => !now.has(lesion)).length + [...now].filter((lesion) => !before.has(lesion)).length;
}

/** What a split reached that could not meet its ratio. */
function nearestOf(split: Split | null, ratio: string): LockFacts['nearest'] {
  return split === null || split.exact ? null : { ratio, wanted: split.wanted, training: split.sets.find(({ set }) => set === 'training')?.lesions ?? 0 };
}

function factsOf(cases: readonly ScreenedCase[], included: readonly ScreenedCase[], split: Split | null, ratio: string, holdersLacking: number): LockFacts {
  const concerned = new Set([...included.map(({ row }) => row.code), ...(split?.rows.map(({ lesion }) => lesion) ?? [])]);
  return {
    included: included.length,
    sets: split?.sets ?? null,
    nearest: nearestOf(split, ratio),
    changedSinceSplit: split === null ? 0 : changedSince(split, included),
    openQueriesOnIncluded: cases.filter(({ row }) => concerned.has(row.code)).reduce((sum, { content }) => sum + content.openQueries + content.answeredQueries, 0),
    unconfirmedReports: included.filter(({ report }) => report?.confirmed !== true).length,
    withoutOutcome: included.filter(({ report }) => (report?.malignant ?? null) === null).length,
    holdersLacking,
  };
}

/** Reads what a lock would take. The transaction's identity must see all centres and pathology; the content reads from the spool. */
export async function gatherLock(tx: Tx, study: CurrentStudy, row: CohortRow, cases: readonly ScreenedCase[], spool: TextSpool): Promise<GatheredLock> {
  const definition = definitionOf(row);
  const chosen = new Set(selectCohort(cases.map((entry) => entry.asCohortCase), definition).map(({ code }) => code));
  const included = cases.filter((entry) => chosen.has(entry.row.code));
  const split = currentSplit(row);
  const sealing = study.definition.cohort.sealing === 'two-person' && included.some(({ row: { centre } }) => externalCentres(study.definition).has(centre));
  const holders = sealing ? await listKeyHolders(tx) : [];
  const facts = factsOf(cases, included, split, row.split?.ratio ?? '', sealing ? Math.max(0, SHARES_NEEDED - holders.length) : 0);
  const nothing: GatheredLock = { cases, included, split, facts, content: null, leaves: new PackedLeaves(), texts: new Map(), digest: null, holders };
  if (split === null || row.split === null || included.length === 0 || facts.changedSinceSplit > 0) return nothing;
  const boxes = flowBoxes(cases.map((entry) => entry.asCohortCase), definition, study.definition);
  const cohort = { id: row.id, name: row.name, version: row.version, definition };
  const content = await snapshotContent(tx, { study, cohort, split: { id: row.split.id, seed: row.split.seed, ratio: row.split.ratio, ...split }, included, boxes, spool });
  const texts = textLeaves(content);
  const leaves = new PackedLeaves(texts.values());
  for (const leaf of imageLeafStream(content)) leaves.add(leaf);
  const digest = lockDigest({
    study: study.code, studyVersion: study.definition.study.version, cohort: { id: row.id, version: row.version, definition },
    split: { id: row.split.id, seed: row.split.seed }, leaves,
  });
  return { cases, included, split, facts, content, leaves, texts, digest, holders };
}
