import type { WriteElement } from '@echocohort/dicom';
import type { Point } from '../shapes/outline.ts';
import { code, decimal, float32, sequence, text, type Code } from './elements.ts';
import type { SourceImage } from './source-image.ts';

/** One content item of a structured report (PS3.3 C.17.3). */
export type ContentItem = readonly WriteElement[];

type Relation = 'CONTAINS' | 'HAS CONCEPT MOD' | 'HAS OBS CONTEXT' | 'SELECTED FROM';

const item = (relation: Relation, type: string, name: Code | null, ...value: readonly WriteElement[]): ContentItem => [
  text('0040,a010', 'CS', relation), text('0040,a040', 'CS', type), ...(name === null ? [] : [code('0040,a043', name)]), ...value,
];

const children = (items: readonly ContentItem[]): WriteElement[] => (items.length === 0 ? [] : [sequence('0040,a730', ...items)]);

const template = (id: string): WriteElement => sequence('0040,a504', [text('0008,0105', 'CS', 'DCMR'), text('0040,db00', 'CS', id)]);

export const codeItem = (relation: Relation, name: Code, value: Code): ContentItem => item(relation, 'CODE', name, code('0040,a168', value));

export const textItem = (relation: Relation, name: Code, value: string): ContentItem => item(relation, 'TEXT', name, text('0040,a160', 'UT', value));

export const uidItem = (relation: Relation, name: Code, uid: string): ContentItem => item(relation, 'UIDREF', name, text('0040,a124', 'UI', uid));

export const container = (name: Code, templateId: string | null, items: readonly ContentItem[]): ContentItem =>
  item('CONTAINS', 'CONTAINER', name, text('0040,a050', 'CS', 'SEPARATE'), ...(templateId === null ? [] : [template(templateId)]), ...children(items));

/** The first item of a document: it has no relation to anything above it. */
export const rootContainer = (name: Code, templateId: string, items: readonly ContentItem[]): ContentItem => [
  text('0040,a040', 'CS', 'CONTAINER'), code('0040,a043', name), text('0040,a050', 'CS', 'SEPARATE'), template(templateId), ...children(items),
];

export const measureItem = (name: Code, value: number, unit: Code): ContentItem =>
  item('CONTAINS', 'NUM', name, sequence('0040,a300', [code('0040,08ea', unit), text('0040,a30a', 'DS', decimal(value))]));

export const imageItem = (relation: Relation, source: SourceImage): ContentItem =>
  item(relation, 'IMAGE', null, sequence('0008,1199', [text('0008,1150', 'UI', source.sopClassUid), text('0008,1155', 'UI', source.sopInstanceUid), ...(source.frames > 1 ? [text('0008,1160', 'IS', '1')] : [])]));

/** A closed line on the image: its first corner is also its last. */
export function regionItem(name: Code, points: readonly Point[], source: SourceImage): ContentItem {
  const [first] = points;
  const closed = first ? [...points, first] : points;
  return item('CONTAINS', 'SCOORD', name, text('0070,0023', 'CS', 'POLYLINE'), float32('0070,0022', ...closed.flatMap(([x, y]) => [x, y])), ...children([imageItem('SELECTED FROM', source)]));
}
