import { createHash } from 'node:crypto';
import { keptShape, TEMPLATE_STATES, type TemplateFile, type TemplateLayout, type TemplateView } from '@echocohort/contracts';
import { maskTemplateText, type MaskTemplate } from '@echocohort/deidentification';
import { refuse, type Result } from '@echocohort/kernel';
import type { TemplateRow } from '@echocohort/persistence';
import { z } from 'zod';
import type { Caller } from '../../http/caller.ts';

const pixel = z.number().int().nonnegative();
const status = z.enum(TEMPLATE_STATES);
const boxes = z.array(z.strictObject({ x0: pixel, y0: pixel, x1: pixel, y1: pixel }));
const shapes = z.array(keptShape);

export const layoutOf = ({ manufacturer, model, software, rows, columns }: TemplateLayout): TemplateLayout => ({ manufacturer, model, software, rows, columns });

/** What both persons put their names to. */
export const templateDigest = (template: MaskTemplate): string => createHash('sha256').update(maskTemplateText(template)).digest('hex');

export const templateNotFound: Result<never> = refuse({ code: 'not-found', detail: 'There is no such mask template in this study.' });

/** A stored template as files are cleaned with it; stored shapes are read with a schema, so that a changed row shows. People are named by their ids. */
export function maskTemplateOf(row: TemplateRow): MaskTemplate {
  const approved = row.status === 'approved';
  return {
    ...layoutOf(row), id: row.templateId, version: row.version, kept: shapes.parse(row.kept), drawnBy: row.drawnById, drawnAt: row.drawnAt.toISOString(),
    approvedBy: approved ? row.decidedById : null, approvedAt: approved ? (row.decidedAt?.toISOString() ?? null) : null,
  };
}

/** A template as lists and the signing page show it. */
export function templateViewOf(row: TemplateRow, caller: Caller): TemplateView {
  return {
    ...layoutOf(row), id: row.id, templateId: row.templateId, version: row.version, status: status.parse(row.status), kept: shapes.parse(row.kept), textBeside: boxes.parse(row.textBeside),
    digest: row.digest, centre: row.centre, drawnBy: row.drawnBy, drawnAt: row.drawnAt.toISOString(), own: row.drawnById === caller.personId,
    decidedBy: row.decidedBy, decidedAt: row.decidedAt?.toISOString() ?? null, decisionReason: row.decisionReason,
    withdrawnBy: row.withdrawnBy, withdrawnAt: row.withdrawnAt?.toISOString() ?? null, withdrawReason: row.withdrawReason,
  };
}

/** An approved template as the signed file holds it. */
export function exportedTemplateOf(row: TemplateRow): TemplateFile['body']['templates'][number] {
  const { approvedBy, approvedAt, kept, ...template } = maskTemplateOf(row);
  if (approvedBy === null || approvedAt === null) throw new Error('an approved template names nobody who approved it');
  return { ...template, kept: shapes.parse(kept), approvedBy, approvedAt };
}

/** What an audit event says of a template. */
export const templateFacts = ({ templateId, version, digest }: TemplateRow): { template: string; version: number; digest: string } => ({ template: templateId, version, digest });
