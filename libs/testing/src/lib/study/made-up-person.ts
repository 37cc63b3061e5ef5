import type { TextCoding } from '../dicom-file/character-set.ts';

/** A person who never lived: names put together from a few simple characters that the bitmap font can draw. */
export interface MadeUpPerson {
  readonly latin: string;
  readonly han: string;
  /** Number in the invented hospital. */
  readonly localNumber: string;
  readonly coding: TextCoding;
}

const FAMILY = [['王', 'WANG'], ['田', 'TIAN'], ['林', 'LIN'], ['丁', 'DING'], ['方', 'FANG'], ['文', 'WEN'], ['白', 'BAI'], ['云', 'YUN']] as const;
const GIVEN = [['大', 'DA'], ['山', 'SHAN'], ['平', 'PING'], ['生', 'SHENG'], ['小', 'XIAO'], ['天', 'TIAN'], ['月', 'YUE'], ['正', 'ZHENG'], ['中', 'ZHONG'], ['林', 'LIN']] as const;
const CODINGS: readonly TextCoding[] = ['gb18030', 'utf8', 'latin', 'gb18030', 'gb18030-undeclared'];

const pick = <T>(list: readonly T[], random: () => number): T | undefined => list[Math.floor(random() * list.length)];

/** Draws a made-up person; the number is unique within a centre because `ordinal` is part of it. */
export function madeUpPerson(ordinal: number, random: () => number): MadeUpPerson {
  const family = pick(FAMILY, random) ?? FAMILY[0];
  const first = pick(GIVEN, random) ?? GIVEN[0];
  const second = pick(GIVEN, random) ?? GIVEN[1];
  return {
    han: `${family[0]}${first[0]}${second[0]}`,
    latin: `${family[1]} ${first[1]}${second[1]}`,
    localNumber: String(300000 + ordinal * 137 + Math.floor(random() * 100)),
    coding: pick(CODINGS, random) ?? 'utf8',
  };
}

/** The name as a PN value: `WANG^DALIN=王^大林`; a file in Latin-1 cannot carry the second group. */
export function personNameValue(person: MadeUpPerson): string {
  const latin = person.latin.replace(' ', '^');
  return person.coding === 'latin' ? latin : `${latin}=${person.han.slice(0, 1)}^${person.han.slice(1)}`;
}

/** An invented hospital for a centre's screens and headers. */
export function madeUpHospital(centreIndex: number): { han: string; latin: string } {
  const [a, b] = [GIVEN[centreIndex % GIVEN.length] ?? GIVEN[0], GIVEN[(centreIndex * 3 + 1) % GIVEN.length] ?? GIVEN[1]];
  return { han: `${a[0]}${b[0]}正医院`, latin: `${a[1]}${b[1]}ZHENG HOSPITAL` };
}
