import type { Prisma } from '../generated/prisma/client.ts';
import type { Tx } from './database.ts';
import { jsonValue } from './json-value.ts';

/** The screens that a template is for. */
export interface TemplateLayoutRow {
  readonly manufacturer: string;
  readonly model: string;
  readonly software: string;
  readonly rows: number;
  readonly columns: number;
}

/** A mask template as stored, without its sample picture. */
export interface TemplateRow extends TemplateLayoutRow {
  readonly id: string;
  /** Of all versions of the layout. */
  readonly templateId: string;
  readonly centre: string;
  readonly version: number;
  readonly kept: unknown;
  readonly textBeside: unknown;
  readonly digest: string;
  readonly status: string;
  readonly drawnById: string;
  readonly decidedById: string | null;
  readonly drawnBy: string;
  readonly drawnAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawReason: string | null;
}

const name = { select: { name: true } } as const;
const select = {
  id: true, templateId: true, centreId: true, manufacturer: true, model: true, software: true, rows: true, columns: true, version: true, kept: true, textBeside: true, digest: true, status: true,
  drawnById: true, decidedById: true, drawnAt: true, decidedAt: true, decisionReason: true, withdrawnAt: true, withdrawReason: true, drawnBy: name, decidedBy: name, withdrawnBy: name,
} satisfies Prisma.MaskTemplateSelect;

const asTemplate = ({ centreId, drawnBy, decidedBy, withdrawnBy, ...row }: Prisma.MaskTemplateGetPayload<{ select: typeof select }>): TemplateRow => ({
  ...row, centre: centreId, drawnBy: drawnBy.name, decidedBy: decidedBy?.name ?? null, withdrawnBy: withdrawnBy?.name ?? null,
});

const order = [{ manufacturer: 'asc' }, { model: 'asc' }, { software: 'asc' }, { rows: 'asc' }, { columns: 'asc' }, { version: 'desc' }] satisfies Prisma.MaskTemplateOrderByWithRelationInput[];

/** All templates of a study in every state, by layout, the newest version first. */
export async function listTemplates(tx: Tx, studyId: string): Promise<TemplateRow[]> {
  return (await tx.prisma.maskTemplate.findMany({ where: { studyId }, select, orderBy: order })).map(asTemplate);
}

/** Those that files may be cleaned with now. */
export async function approvedTemplates(tx: Tx, studyId: string): Promise<TemplateRow[]> {
  return (await tx.prisma.maskTemplate.findMany({ where: { studyId, status: 'approved' }, select, orderBy: order })).map(asTemplate);
}

/** One template, or null. */
export async function findTemplate(tx: Tx, studyId: string, id: string): Promise<TemplateRow | null> {
  const row = await tx.prisma.maskTemplate.findFirst({ where: { id, studyId }, select });
  return row === null ? null : asTemplate(row);
}

/** The template, held until the transaction ends: two people deciding at once do so one after the other. */
export async function holdTemplate(tx: Tx, studyId: string, id: string): Promise<TemplateRow | null> {
  await tx.prisma.$queryRaw`SELECT id FROM mask_template WHERE id = ${id}::uuid AND study_id = ${studyId}::uuid FOR UPDATE`;
  return findTemplate(tx, studyId, id);
}

/** The picture that was sent with a draft; null when there is no such template. */
export async function templateSample(tx: Tx, studyId: string, id: string): Promise<Uint8Array | null> {
  return (await tx.prisma.maskTemplate.findFirst({ where: { id, studyId }, select: { sample: true } }))?.sample ?? null;
}

export interface NewTemplate extends TemplateLayoutRow {
  readonly templateId: string;
  readonly version: number;
  readonly centre: string;
  readonly kept: unknown;
  readonly textBeside: unknown;
  readonly digest: string;
  readonly sample: Uint8Array<ArrayBuffer>;
}

const layoutOf = ({ manufacturer, model, software, rows, columns }: TemplateLayoutRow): TemplateLayoutRow => ({ manufacturer, model, software, rows, columns });

/** The identity that the next draft of a layout gets. Writers of one study queue, so no version comes twice. */
export async function nextTemplateVersion(tx: Tx, studyId: string, layout: TemplateLayoutRow): Promise<{ readonly templateId: string | null; readonly version: number }> {
  await tx.prisma.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`template:${studyId}`}, 0))::text`;
  const last = await tx.prisma.maskTemplate.findFirst({ where: { studyId, ...layoutOf(layout) }, orderBy: { version: 'desc' }, select: { templateId: true, version: true } });
  return { templateId: last?.templateId ?? null, version: (last?.version ?? 0) + 1 };
}

/** Adds a draft. */
export async function insertTemplate(tx: Tx, studyId: string, template: NewTemplate, drawnById: string): Promise<TemplateRow> {
  const { centre, kept, textBeside, ...rest } = template;
  const row = await tx.prisma.maskTemplate.create({
    data: { ...rest, studyId, centreId: centre, kept: jsonValue(kept), textBeside: jsonValue(textBeside), drawnById, drawnAt: tx.at },
    select,
  });
  return asTemplate(row);
}

/** The approved template of the same layout, which a newer one replaces; null when there is none. */
export async function approvedOfLayout(tx: Tx, studyId: string, layout: TemplateLayoutRow): Promise<TemplateRow | null> {
  const row = await tx.prisma.maskTemplate.findFirst({ where: { studyId, status: 'approved', ...layoutOf(layout) }, select });
  return row === null ? null : asTemplate(row);
}

/** Writes the decision of the second person; the database refuses the one who drew it. */
export async function decideTemplate(tx: Tx, id: string, decision: { readonly status: 'approved' | 'rejected'; readonly reason: string | null }, decidedById: string): Promise<void> {
  await tx.prisma.maskTemplate.update({ where: { id, status: 'draft' }, data: { status: decision.status, decidedById, decidedAt: tx.at, decisionReason: decision.reason }, select: { id: true } });
}

export async function supersedeTemplate(tx: Tx, id: string): Promise<void> {
  await tx.prisma.maskTemplate.update({ where: { id, status: 'approved' }, data: { status: 'superseded' }, select: { id: true } });
}

export async function withdrawTemplate(tx: Tx, id: string, reason: string, withdrawnById: string): Promise<void> {
  await tx.prisma.maskTemplate.update({ where: { id, status: 'approved' }, data: { status: 'withdrawn', withdrawnById, withdrawnAt: tx.at, withdrawReason: reason }, select: { id: true } });
}
