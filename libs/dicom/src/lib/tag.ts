/** A tag as one number, group in the high 16 bits; always unsigned. */
export type Tag = number;

/** A tag as people write it: `0010,0010`, lower-case hexadecimal. */
export type TagText = string;

export const makeTag = (group: number, element: number): Tag => group * 0x10000 + element;

/** `0010,0010` of a tag. */
export function tagText(tag: Tag): TagText {
  const digits = (tag + 0x100000000).toString(16);
  return `${digits.slice(1, 5)},${digits.slice(5)}`;
}

/** Tags are written by programmers: there are few, and each is read many times. */
const PARSED = new Map<TagText, Tag>();

/** The tag of `0010,0010`; throws a RangeError for any other form, since tags are written by programmers. */
export function parseTag(text: TagText): Tag {
  const known = PARSED.get(text);
  if (known !== undefined) return known;
  const match = /^([0-9a-fA-F]{4}),([0-9a-fA-F]{4})$/.exec(text);
  if (!match?.[1] || !match[2]) throw new RangeError('parseTag: a tag is written gggg,eeee');
  const tag = makeTag(Number.parseInt(match[1], 16), Number.parseInt(match[2], 16));
  PARSED.set(text, tag);
  return tag;
}

export const isPrivate = (tag: Tag): boolean => Math.floor(tag / 0x10000) % 2 === 1;
