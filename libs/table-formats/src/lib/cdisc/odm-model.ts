import type { CodeLabel, Dataset } from '../typed-table.ts';

/** Who changed a value last, when and why (ODM 1.3.2, 3.1.4.1.1.3.1). */
export interface OdmAudit {
  readonly user: string;
  readonly location: string;
  readonly at: string;
  readonly reason?: string;
  /** Place in the study's own audit trail. */
  readonly source?: string;
}

/** A signature of a person over the locked record. */
export interface OdmSignature {
  readonly person: string;
  readonly meaning: string;
  readonly at: string;
}

/** What an ODM document needs beyond the tables. */
export interface OdmSource {
  readonly dataset: Dataset;
  readonly fileOid: string;
  /** Form of a column, by column name; a column without one belongs to the record itself. */
  readonly formOf: (table: string, column: string) => string | null;
  readonly forms: readonly CodeLabel[];
  readonly sites: readonly CodeLabel[];
  /** One row a subject: its key and its site. */
  readonly subjects: { readonly table: string; readonly key: string; readonly site: string };
  /** Several rows a subject, each an event of its own. */
  readonly repeating: readonly { readonly table: string; readonly key: string; readonly subject: string }[];
  readonly auditOf: (table: string, key: string, column: string) => OdmAudit | null;
  readonly signatures: readonly OdmSignature[];
}
