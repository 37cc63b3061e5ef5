import { Readable } from 'node:stream';
import { diffLeaves, diffTables, diffTsv, type LeafDiff, type NamedTableDiff, type SnapshotLeaf, type SnapshotManifest } from '@echocohort/cohort';
import type { routes, SnapshotDiffView } from '@echocohort/contracts';
import type { ResponseOf } from '@echocohort/contracts-reading';
import { ok, type Result } from '@echocohort/kernel';
import { Database, findSnapshot, type SnapshotRow } from '@echocohort/persistence';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../http/caller.ts';
import { StreamAnswer } from '../../http/stream-answer.ts';
import { ReadSnapshot } from './read-snapshot.ts';
import { snapshotNotFound } from './snapshot.view.ts';

type Contents = ResponseOf<typeof routes.snapshotContents>;

/** Two snapshots and all that differs between them. */
interface Compared {
  readonly from: SnapshotRow;
  readonly to: SnapshotRow;
  readonly files: LeafDiff;
  readonly tables: readonly NamedTableDiff[];
}

/** Lists longer than this are cut; their counts are not. */
const MOST = 500;

/** What a snapshot holds, and how another differs from it. Sealed cells say `sealed` in both, whatever was opened since. */
@Injectable()
export class CompareSnapshotsUseCase {
  constructor(
    private readonly database: Database,
    private readonly read: ReadSnapshot,
  ) {}

  async contents(caller: Caller, snapshotId: string, under: string): Promise<Result<Contents>> {
    const row = await this.row(caller, snapshotId);
    if (row === null) return snapshotNotFound;
    const manifest = await this.read.manifest(row.root);
    return manifest.ok ? ok({ items: entriesUnder(manifest.value.leaves, under.replace(/\/+$/, '')) }) : manifest;
  }

  async diff(caller: Caller, snapshotId: string, otherId: string): Promise<Result<SnapshotDiffView>> {
    const compared = await this.compared(caller, snapshotId, otherId);
    if (!compared.ok) return compared;
    const { from, to, files: { added, removed, changed, same }, tables } = compared.value;
    const files = { added: added.slice(0, MOST), removed: removed.slice(0, MOST), changed: changed.slice(0, MOST), same, counts: { added: added.length, removed: removed.length, changed: changed.length } };
    return ok({ from: named(from), to: named(to), files, tables: tables.map(tableView) });
  }

  /** Every change, as a table for programs. */
  async diffFile(caller: Caller, snapshotId: string, otherId: string): Promise<Result<StreamAnswer>> {
    const compared = await this.compared(caller, snapshotId, otherId);
    if (!compared.ok) return compared;
    const { from, to, files, tables } = compared.value;
    const bytes = Buffer.from(diffTsv(files, tables));
    const fileName = `diff-${from.root.slice(0, 12)}-${to.root.slice(0, 12)}.tsv`;
    return ok(new StreamAnswer({ sizeBytes: bytes.length, mediaType: 'text/tab-separated-values; charset=utf-8', fileName }, (range) => Readable.from([range === null ? bytes : bytes.subarray(range.start, range.end + 1)])));
  }

  private async compared(caller: Caller, snapshotId: string, otherId: string): Promise<Result<Compared>> {
    const [from, to] = [await this.row(caller, snapshotId), await this.row(caller, otherId)];
    if (from === null || to === null) return snapshotNotFound;
    const [before, after] = [await this.read.manifest(from.root), await this.read.manifest(to.root)];
    if (!before.ok) return before;
    if (!after.ok) return after;
    const files = diffLeaves(before.value.leaves, after.value.leaves);
    const tables: NamedTableDiff[] = [];
    for (const path of files.changed.filter((each) => each.endsWith('.tsv'))) {
      const table = await this.table(path, before.value, after.value);
      if (!table.ok) return table;
      tables.push(table.value);
    }
    return ok({ from, to, files, tables });
  }

  private row(caller: Caller, snapshotId: string): Promise<SnapshotRow | null> {
    return this.database.as(caller.dbIdentity('snapshot.read'), (tx) => findSnapshot(tx, caller.studyId, snapshotId));
  }

  private async table(path: string, before: SnapshotManifest, after: SnapshotManifest): Promise<Result<NamedTableDiff>> {
    const texts: string[] = [];
    for (const { leaves } of [before, after]) {
      const leaf = leaves.find((each) => each.path === path);
      const text = leaf === undefined ? ok('') : await this.read.text(leaf);
      if (!text.ok) return text;
      texts.push(text.value);
    }
    const diff = diffTables(texts[0] ?? '', texts[1] ?? '', path);
    return diff.ok ? ok({ path, ...diff.value }) : diff;
  }
}

function tableView({ path, columnsAdded, columnsRemoved, rowsAdded, rowsRemoved, cells }: NamedTableDiff): SnapshotDiffView['tables'][number] {
  return {
    path, columnsAdded: [...columnsAdded], columnsRemoved: [...columnsRemoved], rowsAdded: rowsAdded.slice(0, MOST), rowsRemoved: rowsRemoved.slice(0, MOST), cells: cells.slice(0, MOST).map((cell) => ({ ...cell })),
    counts: { rowsAdded: rowsAdded.length, rowsRemoved: rowsRemoved.length, cells: cells.length },
  };
}

const named = ({ id, root, cohortName }: SnapshotRow) => ({ id, root, cohortName });

/** One level of the tree: folders with what lies in them, then files. */
function entriesUnder(leaves: readonly SnapshotLeaf[], under: string): Contents['items'] {
  const prefix = under === '' ? '' : `${under}/`;
  const folders = new Map<string, { files: number; bytes: number }>();
  const files: Contents['items'] = [];
  for (const { path, size, sha256 } of leaves) {
    if (!path.startsWith(prefix)) continue;
    const rest = path.slice(prefix.length);
    const [name = '', ...deeper] = rest.split('/');
    if (deeper.length === 0) files.push({ name, path, kind: 'file', files: 1, bytes: size, sha256 });
    else {
      const folder = folders.get(name) ?? { files: 0, bytes: 0 };
      folders.set(name, { files: folder.files + 1, bytes: folder.bytes + size });
    }
  }
  const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);
  const named = [...folders].map(([name, sums]): Contents['items'][number] => ({ name, path: `${prefix}${name}`, kind: 'folder', ...sums, sha256: null }));
  return [...named.sort(byName), ...files.sort(byName)];
}
