import type { LocalText } from '@echocohort/kernel';
import type { Dataset } from '../typed-table.ts';

/** How derived values came about. */
export interface DefineMethod {
  /** Short and unique among the methods of the document. */
  readonly code: string;
  readonly name: string;
  readonly text: LocalText;
}

/** Where the values of a column come from: type and source are terms of Define-XML 2.1 (def:Origin). A derived column names its method. */
export type DefineOrigin =
  | { readonly type: 'Collected' | 'Assigned' | 'Protocol'; readonly source: 'Investigator' | 'Sponsor' | 'Vendor'; readonly description?: LocalText }
  | { readonly type: 'Derived'; readonly source: 'Sponsor' | 'Vendor'; readonly method: DefineMethod };

/** What a Define-XML document needs beyond the tables. */
export interface DefineSource {
  readonly dataset: Dataset;
  readonly fileOid: string;
  /** What the tables were made of, such as the root of the snapshot. */
  readonly madeOf: LocalText;
  /** Tables that exist as SAS transport files as well. */
  readonly hasTransport: (table: string) => boolean;
  /** Tables with one row for each subject; the others repeat. */
  readonly onePerSubject: (table: string) => boolean;
  readonly originOf: (table: string, column: string) => DefineOrigin;
}

/** A column of one file. */
export interface DefineColumn {
  readonly oid: string;
  readonly name: string;
  readonly label: LocalText;
  readonly dataType: 'text' | 'integer' | 'float' | 'date';
  readonly length: number | null;
  /** Digits behind the point, for `float` only. */
  readonly decimals: number | null;
  readonly codeList: string | null;
  readonly origin: DefineOrigin;
  /** One of the document's comments about columns. */
  readonly comment: 'label' | 'missing' | 'code' | 'cut' | null;
  readonly sasName: string | null;
  readonly format: string | null;
}

/** One file with its columns in their order; the first one is the key. */
export interface DefineFile {
  readonly oid: string;
  readonly table: string;
  readonly name: string;
  readonly sasName: string | null;
  readonly title: LocalText;
  readonly structure: string;
  readonly rows: number;
  readonly kind: 'json' | 'xpt8' | 'xpt5';
  /** Path from the folder of the document. */
  readonly href: string;
  readonly columns: readonly DefineColumn[];
}
