import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { checkInclusion, comparePaths, inclusionProof, leafHash, merkleRoot, type SnapshotLeaf } from '../index.ts';

const sha = (...parts: (string | Buffer)[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const leaf = (path: string, content = path): SnapshotLeaf => ({ path, sha256: sha(content).toString('hex'), size: content.length });
const leafOf = (path: string): Buffer => sha(Buffer.from([0]), path, Buffer.from([0]), sha(path));
const node = (left: Buffer, right: Buffer): Buffer => sha(Buffer.from([1]), left, right);
const paths = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 40 });

describe('merkleRoot', () => {
  it('hashes a leaf as 0x00, path, 0x00, digest of its content', () => expect(Buffer.from(leafHash(leaf('a.tsv'))).equals(leafOf('a.tsv'))).toBe(true));

  it('divides at the largest power of two, as RFC 6962 2.1 does', () => {
    const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map(leafOf) as [Buffer, Buffer, Buffer, Buffer, Buffer];
    expect(merkleRoot(['a'].map((path) => leaf(path)))).toBe(a.toString('hex'));
    expect(merkleRoot(['a', 'b', 'c'].map((path) => leaf(path)))).toBe(node(node(a, b), c).toString('hex'));
    expect(merkleRoot(['a', 'b', 'c', 'd', 'e'].map((path) => leaf(path)))).toBe(node(node(node(a, b), node(c, d)), e).toString('hex'));
  });

  it('of nothing is the hash of nothing', () => expect(merkleRoot([])).toBe(sha('').toString('hex')));

  it('does not depend on the order in which leaves are given', () => {
    fc.assert(fc.property(paths, (names) => expect(merkleRoot(names.map((path) => leaf(path)).reverse())).toBe(merkleRoot(names.map((path) => leaf(path))))));
  });

  it('changes with any content, any path, any leaf more or less, and when two contents are swapped', () => {
    fc.assert(fc.property(paths, fc.nat(), (names, pick) => {
      fc.pre(names.length > 1);
      const leaves = names.map((path) => leaf(path));
      const root = merkleRoot(leaves);
      const at = pick % leaves.length;
      const other = (at + 1) % leaves.length;
      const put = (index: number, change: Partial<SnapshotLeaf>): SnapshotLeaf[] => leaves.map((entry, position) => (position === index ? { ...entry, ...change } : entry));
      const [one, two] = [leaves[at], leaves[other]];
      if (!one || !two) throw new Error('fixture');
      const swapped = leaves.map((entry) => (entry === one ? { ...entry, sha256: two.sha256 } : entry === two ? { ...entry, sha256: one.sha256 } : entry));
      for (const changed of [put(at, { sha256: 'f'.repeat(64) }), put(at, { path: `${one.path}~~~~~~~~~` }), leaves.filter((entry) => entry !== one), [...leaves, leaf('~~~~~~~~~~')], swapped]) {
        expect(merkleRoot(changed)).not.toBe(root);
      }
    }));
  });
});

describe('inclusion', () => {
  it('is proved for every leaf and for no changed one', () => {
    fc.assert(fc.property(paths, (names) => {
      const leaves = names.map((path) => leaf(path));
      const root = merkleRoot(leaves);
      for (const entry of leaves) {
        const proof = inclusionProof(leaves, entry.path) ?? [];
        expect(checkInclusion(entry, proof, root)).toBe(true);
        expect(checkInclusion({ ...entry, sha256: 'e'.repeat(64) }, proof, root)).toBe(false);
      }
      expect(inclusionProof(leaves, 'not there, longer')).toBeNull();
    }), { numRuns: 30 });
  });
});

it('paths stand in the order of their UTF-8 bytes', () => {
  expect(['b', 'a/b', 'a', '肝', 'Z', '\u{1F600}', '\uFF5E'].sort(comparePaths)).toEqual(['Z', 'a', 'a/b', 'b', '肝', '\uFF5E', '\u{1F600}']);
});

it('and for any two paths as a comparison of the bytes says', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 6 });
  fc.assert(fc.property(text, text, (a, b) => expect(Math.sign(comparePaths(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))))), { numRuns: 1000 });
});
