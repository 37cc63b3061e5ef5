import fc from 'fast-check';
import { auditLine, chainHash, EMPTY_CHAIN, nextEntry, verifyChain, type AuditEntry, type AuditEvent } from '../index.ts';

const slots = ['B1', 'B2', 'L1', 'L2'];
function chainOf(count: number): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (let index = 0; index < count; index++) {
    const event: AuditEvent = {
      type: 'image.stored', centre: 'C03', case: `C03-${String(index).padStart(4, '0')}-L1`,
      payload: { slot: slots[index % slots.length] ?? 'B1', image: index.toString(16).padStart(64, '0'), receipt: index + 1, findings: [] },
    };
    const last = entries.at(-1);
    entries.push(nextEntry(last ?? EMPTY_CHAIN, { at: new Date(1_700_000_000_000 + index * 1000), studyCode: 'fll-liver', actor: 'p1', roles: ['coordinator'], event }));
  }
  return entries;
}
const linesOf = (entries: readonly AuditEntry[]): string[] => entries.map(auditLine);
const whole = chainOf(12);

/** The entry with another content and its own hash recomputed, as a forger with the rule in hand would leave it. */
function forged(entry: AuditEntry, change: Partial<AuditEntry>): AuditEntry {
  const next = { ...entry, ...change };
  return { ...next, hash: chainHash(next.prev, next) };
}

const replaced = (entries: readonly AuditEntry[], index: number, change: (entry: AuditEntry) => AuditEntry): AuditEntry[] =>
  entries.map((entry, at) => (at === index ? change(entry) : entry));

describe('verifyChain', () => {
  it('accepts an intact chain and says where it ends', async () => {
    const result = await verifyChain(linesOf(whole));
    expect(result).toEqual({ ok: true, value: { studyCode: 'fll-liver', entries: 12, head: { seq: 12, hash: whole[11]?.hash }, firstAt: whole[0]?.at, lastAt: whole[11]?.at } });
  });

  it.each<[string, () => string[], string, number]>([
    ['a changed field', () => linesOf(replaced(whole, 4, (entry) => ({ ...entry, centre: 'C04' }))), 'audit-row-changed', 5],
    ['a changed row with its hash recomputed', () => linesOf(replaced(whole, 4, (entry) => forged(entry, { actor: 'p2' }))), 'audit-link-broken', 6],
    ['a removed row', () => linesOf(whole.filter((_, index) => index !== 4)), 'audit-sequence-broken', 5],
    ['a removed first row', () => linesOf(whole.slice(1)), 'audit-sequence-broken', 1],
    ['a repeated row', () => linesOf([...whole.slice(0, 5), ...whole.slice(4)]), 'audit-sequence-broken', 6],
    ['two rows swapped', () => linesOf([...whole.slice(0, 3), ...whole.slice(4, 5), ...whole.slice(3, 4), ...whole.slice(5)]), 'audit-sequence-broken', 4],
    ['a cut line', () => linesOf(whole).map((line, index) => (index === 7 ? line.slice(0, -4) : line)), 'audit-row-unreadable', 8],
    ['a blank added', () => linesOf(whole).map((line, index) => (index === 7 ? line.replace('{', '{ ') : line)), 'audit-row-not-canonical', 8],
    ['a field added', () => linesOf(whole).map((line, index) => (index === 2 ? line.replace('{', '{"zz":1,') : line)), 'audit-row-unreadable', 3],
    ['a row of another study', () => linesOf(replaced(whole, 11, (entry) => forged(entry, { studyCode: 'other' }))), 'audit-study-mixed', 12],
    ['an event outside the vocabulary', () => linesOf(replaced(whole, 11, (entry) => forged(entry, { type: 'case.erased' }))), 'audit-event-unknown', 12],
    ['a payload with one field more', () => linesOf(replaced(whole, 11, (entry) => forged(entry, { payload: { slot: 'B1', image: '0'.repeat(64), receipt: 1, findings: [], name: 'x' } }))), 'audit-payload-unknown', 12],
    ['nothing at all', () => [], 'audit-empty', 0],
  ])('finds %s and names the first bad row', async (_, lines, code, row) => {
    expect(await verifyChain(lines())).toMatchObject({ ok: false, refusal: { code, facts: { row } } });
  });

  it('finds rows cut off the end when the signed head is known', async () => {
    const last = whole[11];
    if (!last) throw new Error('fixture');
    expect((await verifyChain(linesOf(whole.slice(0, 10)))).ok).toBe(true);
    expect(await verifyChain(linesOf(whole.slice(0, 10)), { seq: last.seq, hash: last.hash })).toMatchObject({ ok: false, refusal: { code: 'audit-head-differs' } });
  });

  it('finds any single changed character', async () => {
    await fc.assert(fc.asyncProperty(fc.nat(), fc.nat(), fc.constantFrom('0', 'f', 'Z', ' ', '"'), async (lineAt, charAt, char) => {
      const lines = linesOf(whole);
      const index = lineAt % lines.length;
      const line = lines[index] ?? '';
      const position = charAt % line.length;
      fc.pre(line[position] !== char);
      lines[index] = line.slice(0, position) + char + line.slice(position + 1);
      expect((await verifyChain(lines)).ok).toBe(false);
    }), { numRuns: 300 });
  });

  it('does not depend on the order of keys in a stored payload', () => {
    const [first] = whole;
    if (!first) throw new Error('fixture');
    expect(chainHash(first.prev, { ...first, payload: { receipt: 1, findings: [], image: '0'.repeat(64), slot: 'B1' } })).toBe(first.hash);
  });
});

describe('nextEntry', () => {
  it('throws on a payload outside the vocabulary, without showing its values', () => {
    const event: unknown = { type: 'pathology.confirmed', centre: 'C01', case: 'C01-0001-L1', payload: { report: 'HCC of Mr. Wang' } };
    const write = (): AuditEntry => nextEntry(EMPTY_CHAIN, { at: new Date(0), studyCode: 's', actor: null, roles: [], event: event as AuditEvent });
    expect(write).toThrow(/pathology\.confirmed does not fit the vocabulary: report/);
    expect(write).not.toThrow(/Wang/);
  });
});
