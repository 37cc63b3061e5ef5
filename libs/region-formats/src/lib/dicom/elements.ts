import { asciiBytes, parseTag, type Vr, type WriteElement } from '@echocohort/dicom';

/** A coded concept: value, scheme, meaning. */
export type Code = readonly [value: string, scheme: string, meaning: string];

/** A text element; several values have a backslash between them. */
export const text = (tag: string, vr: Vr, value: string): WriteElement => ({ tag: parseTag(tag), vr, value: asciiBytes(value) });

export const uint16 = (tag: string, ...values: readonly number[]): WriteElement => {
  const bytes = new Uint8Array(values.length * 2);
  for (const [at, value] of values.entries()) new DataView(bytes.buffer).setUint16(at * 2, value, true);
  return { tag: parseTag(tag), vr: 'US', value: bytes };
};

export const uint32 = (tag: string, ...values: readonly number[]): WriteElement => {
  const bytes = new Uint8Array(values.length * 4);
  for (const [at, value] of values.entries()) new DataView(bytes.buffer).setUint32(at * 4, value, true);
  return { tag: parseTag(tag), vr: 'UL', value: bytes };
};

export const float32 = (tag: string, ...values: readonly number[]): WriteElement => {
  const bytes = new Uint8Array(values.length * 4);
  for (const [at, value] of values.entries()) new DataView(bytes.buffer).setFloat32(at * 4, value, true);
  return { tag: parseTag(tag), vr: 'FL', value: bytes };
};

/** An attribute that names another attribute. */
export const pointer = (tag: string, named: string): WriteElement => {
  const bytes = new Uint8Array(4);
  const [group, element] = named.split(',');
  new DataView(bytes.buffer).setUint16(0, Number.parseInt(group ?? '', 16), true);
  new DataView(bytes.buffer).setUint16(2, Number.parseInt(element ?? '', 16), true);
  return { tag: parseTag(tag), vr: 'AT', value: bytes };
};

export const sequence = (tag: string, ...items: readonly (readonly WriteElement[])[]): WriteElement => ({ tag: parseTag(tag), vr: 'SQ', items: items.map(sorted) });

/** A sequence with one coded concept. */
export const code = (tag: string, [value, scheme, meaning]: Code): WriteElement => sequence(tag, [text('0008,0100', 'SH', value), text('0008,0102', 'SH', scheme), text('0008,0104', 'LO', meaning)]);

/** Elements in the order of their tags, as every data set has them. */
export const sorted = (elements: readonly WriteElement[]): WriteElement[] => [...elements].sort((a, b) => a.tag - b.tag);

/** A number as DS: at most 16 characters. */
export function decimal(value: number): string {
  const plain = String(value);
  if (plain.length <= 16) return plain;
  for (let digits = 14; digits > 0; digits--) {
    const shorter = String(Number(value.toPrecision(digits)));
    if (shorter.length <= 16) return shorter;
  }
  return value.toExponential(8);
}
