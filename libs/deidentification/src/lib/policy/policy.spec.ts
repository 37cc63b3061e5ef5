import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookUp, parseTag } from '@echocohort/dicom';
import { z } from 'zod';
import { REFERENCE_LIST, REGION_LIST, SERIES_LIST, TOP_LIST } from './allow-list.ts';
import { allowedPlaces, policyRows } from './policy.ts';
import { renderPolicy } from './render-policy.ts';

const row = z.object({ tag: z.string(), keyword: z.string(), vr: z.string().nullable(), basic: z.string(), options: z.record(z.string(), z.string()).optional() });
const table = z.object({
  rowCount: z.number(),
  rows: z.array(row),
  notInTable: z.object({ rows: z.array(z.object({ tag: z.string(), keyword: z.string(), vr: z.string() })) }),
}).parse(JSON.parse(readFileSync(join(__dirname, '..', '..', '..', 'test-files', 'ps3.15-e1-1.json'), 'utf8')));

describe('the policy as data', () => {
  const rows = policyRows();
  const ours = new Map(rows.map((entry) => [entry.tag, entry]));

  it('has every row of PS3.15 table E.1-1, in its order, with its codes', () => {
    const inTable = rows.filter(({ source }) => source === 'table').map(({ tag, vr, keyword, basic, options }) => ({ tag, vr, keyword, basic, options }));
    expect(inTable).toHaveLength(621);
    expect(inTable).toEqual(table.rows.map(({ tag, vr, keyword, basic, options }) => ({ tag, vr: vr ?? '', keyword, basic, options: options ?? {} })));
  });

  it('has every further attribute and the two that came later', () => {
    const further = rows.filter(({ source }) => source === 'further').map(({ tag }) => tag);
    expect(further).toEqual([...table.notInTable.rows.map(({ tag }) => tag), '0010,2161', '0010,2162']);
  });

  it('gives each row an action and a written reason', () => {
    for (const { action, reason } of rows) {
      expect(['remove', 'empty', 'replace', 'map-uid', 'shift', 'clean', 'keep']).toContain(action);
      expect(reason).toMatch(/^[A-Z].{20,}\.$/);
    }
  });

  it('names for each row the edition and every place where it may stand, and nothing stands elsewhere', () => {
    for (const { source, edition, places, action } of rows) {
      expect(edition).toMatch(source === 'table' ? /^PS3\.15 2024b, table E\.1-1$/ : /^PS3\.6 /);
      expect(places.length > 0).toBe(action !== 'remove');
    }
    expect(ours.get('0008,1155')?.places).toEqual(['0008,1115[]/0008,114a[]/0008,1155', '0008,1140[]/0008,1155', '0008,2112[]/0008,1155']);
    expect(ours.get('0020,000e')?.places).toEqual(['0020,000e', '0008,1115[]/0020,000e']);
    const known = new Set(rows.map(({ tag }) => tag));
    const inTable = allowedPlaces().filter(({ path }) => known.has(path.slice(-9))).map(({ path }) => path).sort();
    expect(rows.flatMap(({ places }) => places).sort()).toEqual(inTable);
  });

  // What stays although the basic profile removes or empties it must be covered by an option that the file declares.
  it.each(table.rows.filter(({ tag }) => ours.get(tag)?.action !== 'remove').map((entry) => [entry.tag, entry] as const))('%s stays only as the profile or a declared option lets it', (tag, { basic, options = {} }) => {
    const action = ours.get(tag)?.action ?? 'remove';
    const byOption = options['retainLongitudinalModifiedDates'] === 'C' || options['retainPatientCharacteristics'] === 'K' || options['retainDeviceIdentity'] === 'K' || options['cleanDescriptors'] === 'C';
    const byProfile: Readonly<Record<string, boolean>> = { 'map-uid': basic.includes('U'), empty: basic.includes('Z'), replace: basic.includes('Z') || basic.includes('D'), clean: basic.includes('U*') };
    expect(byOption || byProfile[action] === true).toBe(true);
  });

  it('allows nothing private, no overlay, no curve and no attribute outside the dictionary', () => {
    for (const { path } of allowedPlaces()) {
      const tag = path.slice(-9);
      expect(Number.parseInt(tag.slice(0, 4), 16) % 2).toBe(0);
      expect(tag).not.toMatch(/^(50|60)/);
      expect(lookUp(parseTag(tag))).not.toBeNull();
    }
  });

  it.each([['top level', TOP_LIST], ['region', REGION_LIST], ['reference', REFERENCE_LIST], ['series', SERIES_LIST]])('lists each attribute of the %s once, in order, with the VR of the dictionary', (_name, list) => {
    const tags = list.map(({ tag }) => tag);
    expect(tags).toEqual([...new Set(tags)].sort());
    for (const { tag, vr } of list) expect([vr, 'OB']).toContain(lookUp(parseTag(tag))?.vr);
  });

  it.each(['md', 'html', 'json'] as const)('prints all rows as %s', (format) => {
    const text = renderPolicy(format);
    for (const { tag, keyword } of table.rows) {
      expect(text).toContain(tag);
      expect(text).toContain(keyword);
    }
  });
});
