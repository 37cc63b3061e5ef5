import fc from 'fast-check';
import { comparePaths, leafListDigest, lockDigest, merkleRoot, PackedLeaves, PackedPaths, sha256OfText, type SnapshotLeaf } from '../index.ts';

// Letters of one to four bytes, also those whose order in UTF-16 is another than in UTF-8.
const path = fc.string({ unit: fc.constantFrom('a', 'b', '/', '-', '0', 'é', '肝', '\uffee', '\u{1f600}'), minLength: 1, maxLength: 6 });
const leaf = (name: string): SnapshotLeaf => ({ path: name, sha256: sha256OfText(name), size: name.length });

describe('packed paths', () => {
  it('come back as they were, in their turn and in the order of their bytes', () => {
    fc.assert(fc.property(fc.array(path, { maxLength: 40 }), (names) => {
      const packed = new PackedPaths();
      expect(names.map((name) => packed.add(name))).toEqual(names.map((_, index) => index));
      expect(names.map((_, index) => packed.at(index))).toEqual(names);
      expect([...packed.order()].map((index) => packed.at(index))).toEqual([...names].sort(comparePaths));
    }));
  });

  it('are found by what they are, the last of equal ones, whatever was asked before', () => {
    fc.assert(fc.property(fc.array(path, { maxLength: 40 }), fc.array(path, { maxLength: 60 }), (names, asked) => {
      const packed = new PackedPaths();
      for (const name of names) packed.add(name);
      for (const name of [...asked, ...[...names].sort(comparePaths), ...names]) expect(packed.find(name)).toBe(names.lastIndexOf(name));
    }));
  });

  it('are as many as there is room in memory', () => {
    const packed = new PackedPaths();
    const names = Array.from({ length: 20_000 }, (_, index) => `dicom/C01-${index}/${'x'.repeat(100)}`);
    for (const name of names) packed.add(name);
    expect([0, 9999, 19_999].map((index) => packed.at(index))).toEqual([names[0], names[9999], names[19_999]]);
    expect(packed.find(names[12_345] ?? '')).toBe(12_345);
    expect(packed.find('dicom')).toBe(-1);
    expect(() => packed.add('x'.repeat(70_000))).toThrow(RangeError);
  });
});

describe('packed leaves', () => {
  it('are the leaves that were added, with their root, list and digest', () => {
    fc.assert(fc.property(fc.uniqueArray(path, { maxLength: 40 }), (names) => {
      const leaves = names.map(leaf);
      const packed = new PackedLeaves(leaves);
      expect(packed).toHaveLength(leaves.length);
      expect([...packed]).toEqual(leaves);
      expect(merkleRoot(packed)).toBe(merkleRoot(leaves));
      expect(leafListDigest(packed)).toBe(leafListDigest(leaves));
      const content = { study: 's', studyVersion: '1', cohort: { id: 'c', version: 1, definition: { centres: null, criteria: [], trainingParts: 4, internalParts: 1 } }, split: { id: 'p', seed: '1' } };
      expect(lockDigest({ ...content, leaves: packed })).toBe(lockDigest({ ...content, leaves }));
    }));
  });
});
