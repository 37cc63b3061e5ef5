import { frozen, isCaseState } from '@echocohort/case-state';
import { outlineView, type ImageOutlines } from '@echocohort/contracts';
import type { CaseRow, ImageRow, OutlineRow } from '@echocohort/persistence';

/** Whether anything may still be drawn on the image. */
export const drawingIsOver = (image: ImageRow, row: CaseRow): boolean => image.supersededAt !== null || !isCaseState(row.state) || frozen(row.state) !== null;

/** What is drawn on an image, as the contract says it. Stored corners are parsed, not believed. */
export const imageOutlinesOf = (image: ImageRow, row: CaseRow, outlines: readonly OutlineRow[]): ImageOutlines => ({
  imageId: image.id, caseId: image.caseId, slot: image.slot, rows: image.rows, columns: image.columns, frozen: drawingIsOver(image, row),
  outlines: outlines.map(({ kind, version, shape, points, drawnBy, drawnAt }) => outlineView.parse({ kind, version, shape, points, drawnBy, drawnAt: drawnAt.toISOString() })),
});
