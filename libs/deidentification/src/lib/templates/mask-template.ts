import { canonicalJson, ok, refuse, type Result } from '@echocohort/kernel';
import type { KeptShape, MaskTemplate, ScannerLayout, TemplateCitation } from '../deidentification.types.ts';
import { keptArea, keptRows } from './kept-shapes.ts';

/** A mask that covers more of the picture than this protects nothing. */
export const NEARLY_WHOLE = 0.95;
const MOST_SHAPES = 16;
const MOST_CORNERS = 256;
const MOST_SIDE = 16_384;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const CITED = /^Mask template ([0-9a-f-]{36}) version ([1-9]\d{0,4})$/;

/** What a clean file says of its mask in De-identification Method, beside the name of the rules. */
export const citationText = ({ id, version }: TemplateCitation): string => `Mask template ${id} version ${version}`;

/** The template that a value of De-identification Method names; null for any other value. */
export function readCitation(text: string): TemplateCitation | null {
  const [, id, version] = CITED.exec(text) ?? [];
  return id !== undefined && version !== undefined && UUID.test(id) ? { id, version: Number(version) } : null;
}

const invalid = (detail: string): Result<never> => refuse({ code: 'template-invalid', detail });

const isCoordinate = (value: number, most: number): boolean => Number.isInteger(value) && value >= 0 && value <= most;

function shapeProblem(shape: KeptShape, { rows, columns }: ScannerLayout): string | null {
  if (shape.kind === 'rectangle') {
    const { x0, y0, x1, y1 } = shape;
    const inside = isCoordinate(x0, columns - 1) && isCoordinate(x1, columns - 1) && isCoordinate(y0, rows - 1) && isCoordinate(y1, rows - 1);
    return inside && x0 < x1 && y0 < y1 ? null : 'A rectangle of the mask lies outside the picture or is turned inside out; draw it again.';
  }
  if (shape.points.length < 3 || shape.points.length > MOST_CORNERS) return 'A polygon of the mask needs 3 to 256 corners; draw it again.';
  return shape.points.every(([x, y]) => isCoordinate(x, columns) && isCoordinate(y, rows)) ? null : 'A corner of the mask lies outside the picture; draw it again.';
}

/** Whether a mask can be used at all: it names its scanner, lies inside the picture and leaves out enough of it. */
export function checkMaskTemplate(template: MaskTemplate): Result<MaskTemplate> {
  const { id, version, manufacturer, model, rows, columns, kept } = template;
  if (!UUID.test(id) || !Number.isInteger(version) || version < 1 || version > 99_999) return invalid('The mask template has no valid identity and version.');
  if (manufacturer === '' || model === '') return invalid('A mask template needs the scanner\'s manufacturer and model, since it is found by them; a file without them cannot have one.');
  if (!isCoordinate(rows, MOST_SIDE) || !isCoordinate(columns, MOST_SIDE) || rows === 0 || columns === 0) return invalid('The mask template has no valid picture size.');
  if (kept.length === 0 || kept.length > MOST_SHAPES) return invalid('A mask template keeps at least one rectangle or polygon, and at most 16.');
  const problem = kept.map((shape) => shapeProblem(shape, template)).find((found) => found !== null);
  if (problem) return invalid(problem);
  const area = keptArea(keptRows(kept, template));
  if (area === 0) return invalid('The mask keeps no pixel; draw it again.');
  if (area >= NEARLY_WHOLE * rows * columns) return invalid('The mask keeps nearly the whole picture, so it protects nothing; draw it around the ultrasound picture only.');
  return ok(template);
}

/** Whether two different persons signed. */
export const isApprovedTemplate = ({ drawnBy, approvedBy, approvedAt }: MaskTemplate): boolean => drawnBy !== '' && approvedBy !== null && approvedBy !== '' && approvedAt !== null && approvedBy !== drawnBy;

/** What both persons sign: everything that decides which pixels stay on which scanner, in one spelling. */
export function maskTemplateText({ id, version, manufacturer, model, software, rows, columns, kept }: MaskTemplate): string {
  return canonicalJson({ id, version, manufacturer, model, software, rows, columns, kept });
}

/** Whether two pictures come from the same scanner, software and screen size, to the letter. */
export const isSameLayout = (a: ScannerLayout, b: ScannerLayout): boolean =>
  a.manufacturer === b.manufacturer && a.model === b.model && a.software === b.software && a.rows === b.rows && a.columns === b.columns;

const usable = (template: MaskTemplate): boolean => isApprovedTemplate(template) && checkMaskTemplate(template).ok;

/**
 * The approved template of a scanner's layout in its newest version, or null. Two templates for one layout contradict each other:
 * then neither is believed.
 */
export function templateFor(templates: readonly MaskTemplate[], layout: ScannerLayout): Result<MaskTemplate | null> {
  const fitting = templates.filter((template) => isSameLayout(template, layout) && usable(template));
  if (new Set(fitting.map(({ id }) => id)).size > 1) return refuse({ code: 'template-ambiguous', detail: 'Two approved mask templates claim this scanner and picture size; one of them must be withdrawn.' });
  return ok(fitting.reduce<MaskTemplate | null>((newest, template) => (newest === null || template.version > newest.version ? template : newest), null));
}

/** The approved template that a clean file names, if it fits the file's scanner. */
export function citedTemplate(templates: readonly MaskTemplate[], cited: TemplateCitation, layout: ScannerLayout): MaskTemplate | null {
  return templates.find((template) => template.id === cited.id && template.version === cited.version && isSameLayout(template, layout) && usable(template)) ?? null;
}
