import type { SnapshotManifest } from '@echocohort/cohort';
import { odmDocument, type OdmAudit, type OdmSource, type TypedTable } from '@echocohort/table-formats';
import { z } from 'zod';
import { streamedText, type DerivedFile } from './derived-file.ts';
import type { SnapshotDataset } from './dataset.ts';

/** What is read of a row of the audit trail: who saved which items of a form. */
const savedRow = z.object({
  seq: z.number(), at: z.string(), actor: z.string().nullable(), centre: z.string().nullable(), case: z.string(), type: z.literal('form.saved'),
  payload: z.object({ form: z.string(), items: z.array(z.object({ item: z.string(), reason: z.string().optional() })) }),
});

/** The last change of every item, by `case form item`. */
export type ItemChanges = ReadonlyMap<string, OdmAudit>;

/** Gathers the last change of every item out of the audit trail, line by line: only these stay in memory. */
export async function readItemChanges(lines: AsyncIterable<string>, subjectOf: ReadonlyMap<string, string>): Promise<ItemChanges> {
  const changes = new Map<string, OdmAudit>();
  for await (const line of lines) {
    if (!line.includes('"form.saved"')) continue;
    const row = savedRow.safeParse(JSON.parse(line));
    if (!row.success) continue;
    const { seq, at, actor, centre, payload, case: code } = row.data;
    for (const { item, reason } of payload.items) {
      const audit: OdmAudit = { user: actor ?? 'system', location: centre ?? 'study', at, source: String(seq), ...(reason !== undefined && { reason }) };
      changes.set(`${code} ${payload.form} ${item}`, audit);
      // A form about the patient is saved through one of the patient's lesions.
      changes.set(`${subjectOf.get(code) ?? code} ${payload.form} ${item}`, audit);
    }
  }
  return changes;
}

/** Subject of every lesion, out of the table of lesions. */
export function subjectsOfLesions(tables: readonly TypedTable[]): Map<string, string> {
  const lesions = tables.find(({ name }) => name === 'lesions');
  const at = (name: string): number => lesions?.columns.findIndex((column) => column.name === name) ?? -1;
  const [lesionAt, subjectAt] = [at('lesion'), at('subject')];
  return new Map(lesions?.rows.flatMap((row): [string, string][] => {
    const [lesion, subject] = [row[lesionAt], row[subjectAt]];
    return typeof lesion === 'string' && typeof subject === 'string' ? [[lesion, subject]] : [];
  }));
}

/** `odm/study.xml`. */
export function odmFile(manifest: SnapshotManifest, { dataset, definition, forms }: SnapshotDataset, changes: ItemChanges): DerivedFile {
  const source: OdmSource = {
    dataset, fileOid: `${dataset.study.code}.${manifest.record.root.slice(0, 16)}`,
    formOf: (table, column) => forms.get(`${table}.${column}`) ?? null,
    forms: definition.forms.map(({ code, name }) => ({ code, label: name })), sites: definition.centres.map(({ code, name }) => ({ code, label: name })),
    subjects: { table: 'participants', key: 'subject', site: 'centre' }, repeating: [{ table: 'lesions', key: 'lesion', subject: 'subject' }],
    auditOf: (table, key, column) => {
      const form = forms.get(`${table}.${column}`);
      return form === undefined ? null : (changes.get(`${key} ${form} ${column}`) ?? null);
    },
    signatures: manifest.signatures.map(({ person, meaning, at }) => ({ person, meaning, at })),
  };
  return streamedText('odm/study.xml', () => odmDocument(source));
}
