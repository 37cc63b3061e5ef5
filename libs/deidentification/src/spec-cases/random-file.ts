import { seededRandom } from '@echocohort/kernel';
import { TOP_LIST } from '../lib/policy/allow-list.ts';
import { ascii, writeElements, type Encoding, type SourceElement } from './source-bytes.ts';
import { file, regionItem, SYNTAX } from './source-image.ts';

/** A picture as small as a region can be told from it. */
const [WIDTH, HEIGHT] = [12, 10];

/** The patient is called by the secret: a name that nothing else in the file tells from a maker's is the limit that the README states. */
const needed = (secret: string): readonly SourceElement[] => [
  { tag: '0008,0016', vr: 'UI', value: '1.2.840.10008.5.1.4.1.1.6.1' }, { tag: '0008,0018', vr: 'UI', value: '1.2.3.4' }, { tag: '0008,0060', vr: 'CS', value: 'US' },
  { tag: '0010,0010', vr: 'PN', value: `${secret}^Tov` }, { tag: '0010,0020', vr: 'LO', value: 'H7711' },
  { tag: '0018,6011', vr: 'SQ', value: [regionItem({ x0: 2, y0: 2, x1: 9, y1: 7 })] }, { tag: '0020,000d', vr: 'UI', value: '1.2.3.1' }, { tag: '0020,000e', vr: 'UI', value: '1.2.3.2' },
  { tag: '0028,0002', vr: 'US', value: [1] }, { tag: '0028,0004', vr: 'CS', value: 'MONOCHROME2' }, { tag: '0028,0010', vr: 'US', value: [HEIGHT] }, { tag: '0028,0011', vr: 'US', value: [WIDTH] },
  { tag: '0028,0100', vr: 'US', value: [8] }, { tag: '0028,0101', vr: 'US', value: [8] }, { tag: '0028,0102', vr: 'US', value: [7] }, { tag: '0028,0103', vr: 'US', value: [0] },
];
const NEEDED_TAGS: ReadonlySet<string> = new Set(needed('').map(({ tag }) => tag));
const ALLOWED = TOP_LIST.map(({ tag }) => tag).filter((tag) => !NEEDED_TAGS.has(tag) && !tag.startsWith('0028,') && tag !== '7fe0,0010');
const GROUPS = ['0008', '0009', '0010', '0018', '0020', '0029', '0032', '0038', '0040', '0400', '5000', '6000'];
const VRS = ['LO', 'PN', 'SH', 'CS', 'UN', 'LT', 'UI', 'DA', 'TM', 'AS', 'DS', 'IS', 'UT', 'OB', 'AE', 'DT', 'ST', 'SQ'];
const VALUES = ['20190314', '20190314101733.25+0800', '1.5', '12', '096Y', 'ABDOMEN', 'ORIGINAL\\PRIMARY', '1.2.840.113', '', '\\', 'R'];

/** A small file of random elements, at any of which the secret may stand; now and then it lies nested, twice, or in a wrong place. */
export function randomFile(seed: string, secret: string): Uint8Array {
  const random = seededRandom(seed);
  const pick = <T extends string>(list: readonly T[], otherwise: T): T => list[Math.floor(random() * list.length)] ?? otherwise;
  const hex4 = (): string => Math.floor(random() * 0x10000).toString(16).padStart(4, '0');
  const text = (): string => (random() < 0.6 ? `${random() < 0.5 ? 'x' : ''}${secret}${random() < 0.3 ? '^Ann' : ''}` : pick(VALUES, '12'));
  const element = (depth: number): SourceElement => {
    const tag = random() < 0.5 ? pick(ALLOWED, '0018,1020') : `${pick(GROUPS, '0008')},${hex4()}`;
    const vr = pick(VRS, 'LO');
    if (vr !== 'SQ') return { tag, vr, value: random() < 0.9 ? text() : ascii(text()) };
    const items = depth > 2 ? [] : Array.from({ length: Math.floor(random() * 3) }, () => Array.from({ length: Math.floor(random() * 3) }, () => element(depth + 1)));
    return { tag, vr, value: items, undefinedLength: random() < 0.5 };
  };
  const more = Array.from({ length: 1 + Math.floor(random() * 7) }, () => element(0)).filter(({ tag }) => tag !== '0004,1220');
  const unique = random() < 0.95 ? [...new Map(more.map((one) => [one.tag, one])).values()] : more;
  const elements = [...needed(secret), ...unique].sort((a, b) => (a.tag < b.tag ? -1 : 1));
  const encoding = pick<Encoding>(['explicit-little', 'explicit-little', 'implicit-little', 'explicit-big'], 'explicit-little');
  const pixels: SourceElement = { tag: '7fe0,0010', vr: 'OB', value: Uint8Array.from({ length: WIDTH * HEIGHT }, (_, at) => (at * 37) % 251) };
  return file(writeElements([...elements, pixels], encoding), SYNTAX[encoding]);
}
