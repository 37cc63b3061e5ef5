import fc from 'fast-check';
import { diffLeaves, diffTables, diffTsv, readTsv, writeTsv, type SnapshotLeaf } from '../index.ts';

const leaf = (path: string, mark: string): SnapshotLeaf => ({ path, sha256: mark.repeat(64), size: 1 });

describe('diffLeaves', () => {
  it('tells added, removed and changed files and counts the same', () => {
    expect(diffLeaves([leaf('a', '1'), leaf('b', '1'), leaf('c', '1')], [leaf('b', '1'), leaf('c', '2'), leaf('d', '1')])).toEqual({ added: ['d'], removed: ['a'], changed: ['c'], same: 1 });
  });

  it('every file is in exactly one class', () => {
    const leaves = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.constantFrom('1', '2')), { selector: ([path]) => path }).map((list) => list.map(([path, mark]) => leaf(path, mark)));
    fc.assert(fc.property(leaves, leaves, (before, after) => {
      const { added, removed, changed, same } = diffLeaves(before, after);
      expect(new Set([...added, ...removed, ...changed]).size + same).toBe(new Set([...before, ...after].map(({ path }) => path)).size);
    }));
  });
});

describe('diffTables', () => {
  const table = (columns: string[], rows: (string | number | null)[][]): string => writeTsv({ columns, rows });
  const before = table(['lesion', 'size', 'old'], [['L1', 2.1, 'x'], ['L2', null, 'x'], ['L3', 3, 'x']]);
  const after = table(['lesion', 'size', 'new'], [['L1', 2.2, 'y'], ['L2', null, 'y'], ['L4', 1, 'y']]);

  it('names rows, cells and columns', () => {
    expect(diffTables(before, after, 'lesions.tsv')).toEqual({
      ok: true, value: { columnsAdded: ['new'], columnsRemoved: ['old'], rowsAdded: ['L4'], rowsRemoved: ['L3'], cells: [{ row: 'L1', column: 'size', before: '2.1', after: '2.2' }] },
    });
  });
  it('finds nothing between a table and itself', () => expect(diffTables(before, before, 't')).toMatchObject({ ok: true, value: { rowsAdded: [], rowsRemoved: [], cells: [], columnsAdded: [], columnsRemoved: [] } }));
  it('does not guess at a broken row', () => expect(diffTables(before, 'a\tb\n1\n', 't')).toMatchObject({ ok: false, refusal: { code: 'table-row-length' } }));
});

describe('diffTsv', () => {
  it('is a table of every change that reads back, whatever the cells hold', () => {
    const cell = { row: 'L1', column: 'note', before: null, after: 'a\tb\n=1' };
    const text = diffTsv({ added: ['d'], removed: ['a'], changed: ['t.tsv'], same: 1 }, [{ path: 't.tsv', columnsAdded: ['new'], columnsRemoved: ['old'], rowsAdded: ['L4'], rowsRemoved: ['L3'], cells: [cell] }]);
    const rows = readTsv(text, 'diff.tsv');
    expect(rows.ok && rows.value.map(({ change, file }) => `${change} ${file}`)).toEqual(['file-added d', 'file-removed a', 'file-changed t.tsv', 'column-added t.tsv', 'column-removed t.tsv', 'row-added t.tsv', 'row-removed t.tsv', 'cell t.tsv']);
    expect(rows.ok && rows.value.at(-1)).toEqual({ change: 'cell', file: 't.tsv', ...cell });
  });
});
