/** A tag as one number, group in the high 16 bits; always unsigned. */
export type Tag = number;

/** A tag as people write it: `0010,0010`, lower-case hexadecimal. */
export type TagText = string;

const hex4 = (value: number): string => value.toString(16).padStart(4, '0');

export const makeTag = (group: number, element: number): Tag => group * 0x10000 + element;

/** `0010,0010` of a tag. */
export const tagText = (tag: Tag): TagText => `${hex4(Math.floor(tag / 0x10000))},${hex4(tag % 0x10000)}`;

/** The tag of `0010,0010`; throws a RangeError for any other form, since tags are written by programmers. */
export function parseTag(text: TagText): Tag {
  const match = /^([0-9a-fA-F]{4}),([0-9a-fA-F]{4})$/.exec(text);
  if (!match?.[1] || !match[2]) throw new RangeError('parseTag: a tag is written gggg,eeee');
  return makeTag(Number.parseInt(match[1], 16), Number.parseInt(match[2], 16));
}

export const isPrivate = (tag: Tag): boolean => Math.floor(tag / 0x10000) % 2 === 1;
