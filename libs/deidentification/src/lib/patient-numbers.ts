import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '@echocohort/kernel';

/**
 * A patient number without what people and machines write differently: blanks, hyphens, leading zeros, case, full-width digits.
 * Two numbers that become the same may be one patient; only a person can say so, since zeros can also tell two patients apart.
 */
export function plainNumber(number: string): string {
  const plain = number.normalize('NFKC').toLowerCase().replace(/[\s\0-]+/g, '');
  return plain.replace(/^0+(?=.)/, '').replace(/^([a-z]+)0+(?=\d)/, '$1');
}

const digest = (key: Uint8Array, use: string, text: string): string => toHex(hmac(sha256, key, new TextEncoder().encode(`echocohort/${use}/1\0${text}`)).slice(0, 16));

/** Keyed digests by which numbers are compared where the numbers themselves must not be shown. */
export interface NumberDigests {
  /** Of the number as written, trailing blanks apart (they are padding, PS3.5 6.2). */
  readonly exact: string;
  /** Of the plain number. */
  readonly plain: string;
}

export function numberDigests(key: Uint8Array, centre: string, number: string): NumberDigests {
  const written = number.replace(/[ \0]+$/, '');
  return { exact: digest(key, 'number', `${centre}\0${written}`), plain: digest(key, 'plain-number', `${centre}\0${plainNumber(written)}`) };
}

/** Things that carry a patient number, such as files or subjects; `ref` says which, and is all that is answered. */
export interface NumberedThing<Ref> extends NumberDigests {
  readonly ref: Ref;
}

/** Groups of things whose numbers differ in spelling only: a person must say whether each group is one patient. Never holds a number. */
export function nearSameNumbers<Ref>(things: readonly NumberedThing<Ref>[]): readonly (readonly Ref[])[] {
  const byPlain = new Map<string, NumberedThing<Ref>[]>();
  for (const thing of things) byPlain.set(thing.plain, [...(byPlain.get(thing.plain) ?? []), thing]);
  return [...byPlain.values()].filter((group) => new Set(group.map(({ exact }) => exact)).size > 1).map((group) => group.map(({ ref }) => ref));
}
