import type { Tx } from './database.ts';

/** An unresolved finding on a current image. */
export interface FindingRow {
  readonly id: string;
  readonly lesionId: string;
  readonly imageId: string | null;
  readonly slotCode: string | null;
  readonly code: string;
  readonly severity: 'blocks' | 'deviation' | 'information';
  readonly sentence: { readonly zh: string; readonly en: string };
}

export interface AnswerRow {
  readonly value: string | number | boolean | null;
  readonly missingReason: string | null;
}

/** A form with its current answers. */
export interface FormRow {
  readonly formCode: string;
  readonly version: number;
  readonly savedAt: Date;
  readonly answers: Readonly<Record<string, AnswerRow>>;
}

/** Everything of a case that decides its state. No pathology here (domain 6). */
export interface CaseContent {
  readonly scanDate: string | null;
  /** Current image by slot code; null while empty. */
  readonly slots: Readonly<Record<string, string | null>>;
  readonly findings: readonly FindingRow[];
  /** The lesion's own forms and those of its patient. */
  readonly forms: readonly FormRow[];
  readonly openQueries: number;
  readonly answeredQueries: number;
}

const severityOf = (text: string): FindingRow['severity'] => (text === 'blocks' || text === 'deviation' ? text : 'information');

const answerOf = (value: unknown, missingReason: string | null): AnswerRow => ({
  value: typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null,
  missingReason,
});

const groupBy = <T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
};

/** The contents of many cases at once, by case id. */
export async function loadCaseContents(tx: Tx, cases: readonly { readonly id: string; readonly subjectId: string }[]): Promise<ReadonlyMap<string, CaseContent>> {
  const lesionId = { in: cases.map(({ id }) => id) };
  const exams = new Map((await tx.prisma.exam.findMany({ where: { lesionId }, select: { lesionId: true, scanDate: true } })).map((row) => [row.lesionId, row.scanDate]));
  const slots = groupBy(await tx.prisma.slot.findMany({ where: { lesionId }, select: { lesionId: true, code: true, currentImageId: true } }), (row) => row.lesionId);
  const findings = groupBy(await loadFindings(tx, lesionId.in), (row) => row.lesionId);
  const ofLesion = await loadForms(tx, cases);
  const threads = groupBy(await tx.prisma.queryThread.findMany({ where: { lesionId, status: { in: ['open', 'answered'] } }, select: { lesionId: true, status: true } }), (row) => row.lesionId);
  return new Map(cases.map(({ id }): [string, CaseContent] => {
    const live = threads.get(id) ?? [];
    return [id, {
      scanDate: exams.get(id) ?? null,
      slots: Object.fromEntries((slots.get(id) ?? []).map((slot) => [slot.code, slot.currentImageId])),
      findings: findings.get(id) ?? [],
      forms: ofLesion.get(id) ?? [],
      openQueries: live.filter(({ status }) => status === 'open').length,
      answeredQueries: live.filter(({ status }) => status === 'answered').length,
    }];
  }));
}

/** Unresolved findings of the current images. */
async function loadFindings(tx: Tx, lesionIds: readonly string[]): Promise<FindingRow[]> {
  const rows = await tx.prisma.finding.findMany({
    where: { lesionId: { in: [...lesionIds] }, resolvedAt: null, OR: [{ imageId: null }, { image: { supersededAt: null } }] },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({
    id: row.id, lesionId: row.lesionId, imageId: row.imageId, slotCode: row.slotCode, code: row.code, severity: severityOf(row.severity),
    sentence: { zh: row.sentenceZh, en: row.sentenceEn },
  }));
}

async function loadForms(tx: Tx, cases: readonly { readonly id: string; readonly subjectId: string }[]): Promise<ReadonlyMap<string, FormRow[]>> {
  const entries = await tx.prisma.formEntry.findMany({
    where: { OR: [{ lesionId: { in: cases.map(({ id }) => id) } }, { lesionId: null, subjectId: { in: [...new Set(cases.map(({ subjectId }) => subjectId))] } }] },
    select: {
      subjectId: true, lesionId: true, formCode: true, version: true, savedAt: true,
      values: { where: { supersededAt: null }, select: { itemCode: true, value: true, missingReason: true } },
    },
  });
  const byOwner = groupBy(entries, (entry) => entry.lesionId ?? entry.subjectId);
  return new Map(cases.map(({ id, subjectId }): [string, FormRow[]] => [id, [...(byOwner.get(subjectId) ?? []), ...(byOwner.get(id) ?? [])].map((entry) => ({
    formCode: entry.formCode, version: entry.version, savedAt: entry.savedAt,
    answers: Object.fromEntries(entry.values.map((value) => [value.itemCode, answerOf(value.value, value.missingReason)])),
  }))]));
}
