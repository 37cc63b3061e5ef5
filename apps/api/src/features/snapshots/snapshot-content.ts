import type { FlowBox } from '@echocohort/cohort';
import { outlineView } from '@echocohort/contracts';
import type { Answer, Answers, ContentImage, ContentLesion, ContentOutline, ContentQuery, ContentSubject, SnapshotContent } from '@echocohort/export';
import { currentImagesOf, outlinesOfCases, threadsOfCases, type Tx } from '@echocohort/persistence';
import { outlinePointsText } from '@echocohort/protocol';
import type { StudyDefinition } from '@echocohort/study';
import type { CurrentStudy } from '../../platform/active-study.ts';
import { storedHeader } from '../cases/image.view.ts';
import { externalCentres } from '../cohorts/cohort-catalogue.ts';
import type { ScreenedCase } from '../cohorts/cohort-cases.ts';
import { RecordShapes } from '../cohorts/packed-record.ts';
import { DigestStore, PackedImage, SpooledOutline } from './packed-pictures.ts';
import type { TextSpool } from './text-spool.ts';

/** What the record says beyond the cases themselves. */
export interface ContentSource {
  readonly study: CurrentStudy;
  readonly cohort: SnapshotContent['cohort'];
  readonly split: SnapshotContent['split'];
  readonly included: readonly ScreenedCase[];
  readonly boxes: readonly FlowBox[];
  /** Must stay open as long as the content is read. */
  readonly spool: TextSpool;
}

type StoredImage = Awaited<ReturnType<typeof currentImagesOf>>[number];

/** Answers of the case that was asked for last: a row of a table asks once for every cell, and the answers of all cases are not held as objects. */
let last: { readonly entry: ScreenedCase; readonly answers: Answers } | null = null;

function answersOf(entry: ScreenedCase): Answers {
  if (last?.entry === entry) return last.answers;
  const answers: Record<string, Answer> = {};
  for (const [item, answer] of Object.entries(entry.answers)) if (answer) answers[item] = answer;
  last = { entry, answers };
  return answers;
}

function subjectsOf(included: readonly ScreenedCase[]): ContentSubject[] {
  const subjects = new Map<string, ContentSubject>();
  for (const entry of included) subjects.set(entry.row.subjectCode, { subject: entry.row.subjectCode, centre: entry.row.centre, get answers() { return answersOf(entry); } });
  return [...subjects.values()];
}

function lesionOf(entry: ScreenedCase, first: StoredImage | undefined, isExternal: boolean): ContentLesion {
  const { row, content, report } = entry;
  return {
    lesion: row.code, subject: row.subjectCode, centre: row.centre, scanDate: content.scanDate, device: first ? storedHeader.parse(first.header).device : null,
    protocolVersion: first?.protocolVersion ?? '', get answers() { return answersOf(entry); },
    // Left out here already, so that no later step could let an outcome of an external centre through.
    outcome: isExternal || report === null || report.malignant === null ? null : { type: report.typeCode, malignant: report.malignant, method: report.method, specimenDate: report.specimenDate },
  };
}

/** What is drawn on these images. Stored corners are parsed, not believed. */
async function outlinesOf(tx: Tx, ids: readonly string[], byId: ReadonlyMap<string, PackedImage>, shapes: RecordShapes, spool: TextSpool): Promise<ContentOutline[]> {
  return (await outlinesOfCases(tx, ids)).flatMap(({ imageId, kind, shape, points, source }) => {
    const image = byId.get(imageId);
    if (image === undefined) return [];
    return [new SpooledOutline(image, shapes.code(kind), shapes.code(shape), shapes.code(source), outlinePointsText(outlineView.shape.points.parse(points)), spool)];
  });
}

/** What is read of many cases at once; few, so that what was read is garbage soon. */
const AT_ONCE = 200;

interface Pictures {
  readonly lesions: ContentLesion[];
  readonly images: ContentImage[];
  readonly outlines: ContentOutline[];
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Lesions with their images and what is drawn on them, part after part, in the order of the tables: headers of images are never all in memory. */
async function picturesOf(tx: Tx, definition: StudyDefinition, included: readonly ScreenedCase[], spool: TextSpool): Promise<Pictures> {
  const order = new Map(definition.protocol.slots.map((slot) => [slot.code, slot.order]));
  const external = externalCentres(definition);
  const [digests, shapes] = [new DigestStore(), new RecordShapes()];
  const all: Pictures = { lesions: [], images: [], outlines: [] };
  for (let from = 0; from < included.length; from += AT_ONCE) {
    const part = included.slice(from, from + AT_ONCE);
    const ids = part.map(({ row }) => row.id);
    const codeOf = new Map(part.map(({ row }) => [row.id, row.code]));
    const stored = (await currentImagesOf(tx, ids)).sort((a, b) => byText(codeOf.get(a.caseId) ?? '', codeOf.get(b.caseId) ?? '') || (order.get(a.slot) ?? 0) - (order.get(b.slot) ?? 0) || byText(a.sha256, b.sha256));
    const firsts = new Map([...stored].reverse().map((image) => [image.caseId, image]));
    for (const entry of part) all.lesions.push(lesionOf(entry, firsts.get(entry.row.id), external.has(entry.row.centre)));
    const packed = new Map(stored.map(({ id, caseId, slot, sha256, sizeBytes, rows, columns, frames }) => [id, new PackedImage(digests, digests.keep(sha256), codeOf.get(caseId) ?? '', shapes.code(slot), sizeBytes, rows, columns, frames)]));
    for (const image of packed.values()) all.images.push(image);
    const outlines = await outlinesOf(tx, ids, packed, shapes, spool);
    all.outlines.push(...outlines.sort((a, b) => byText(`${a.lesion}/${a.slot}/${a.kind}`, `${b.lesion}/${b.slot}/${b.kind}`)));
  }
  return all;
}

/** What was asked about them, part after part too. */
async function queriesOf(tx: Tx, included: readonly ScreenedCase[]): Promise<ContentQuery[]> {
  const all: ContentQuery[] = [];
  for (let from = 0; from < included.length; from += AT_ONCE) {
    const codeOf = new Map(included.slice(from, from + AT_ONCE).map(({ row }) => [row.id, row.code]));
    for (const { id, caseId, slot, item, reason, status, raisedAt, closedAt } of await threadsOfCases(tx, [...codeOf.keys()])) {
      all.push({ query: id, lesion: codeOf.get(caseId) ?? '', slot, item, reason, status, raisedAt: raisedAt.toISOString(), closedAt: closedAt?.toISOString() ?? null });
    }
  }
  return all;
}

/** The content of a snapshot of this cohort. */
export async function snapshotContent(tx: Tx, { study, cohort, split, included, boxes, spool }: ContentSource): Promise<SnapshotContent> {
  return {
    definition: study.definition, cohort, split,
    subjects: subjectsOf(included),
    ...(await picturesOf(tx, study.definition, included, spool)),
    exclusions: boxes.filter(({ kind }) => kind === 'excluded' || kind === 'pending').flatMap((box) => box.cases.map(({ code, subject, centre }) => ({ lesion: code, subject, centre, box: box.code }))),
    queries: await queriesOf(tx, included),
  };
}
