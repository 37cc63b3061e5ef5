import type { LocalText } from '@echocohort/kernel';
import { isMissing, type CodeLabel, type Dataset, type TypedCell } from '../typed-table.ts';

/** A question of a form, as far as a Questionnaire tells it. */
export interface FhirItem {
  readonly code: string;
  readonly label: LocalText;
  readonly help?: LocalText;
  readonly type: 'number' | 'integer' | 'choice' | 'boolean' | 'date' | 'text';
  readonly unit?: string;
  readonly choices?: readonly CodeLabel[];
  readonly range?: { readonly min: number | null; readonly max: number | null };
  readonly maxLength?: number;
  readonly required: boolean;
  /** Set when the item is required only beside another answer. */
  readonly requiredIf?: unknown;
  readonly missingReasons: readonly string[];
}

export interface FhirForm {
  readonly code: string;
  readonly name: LocalText;
  readonly scope: 'patient' | 'lesion';
  readonly items: readonly FhirItem[];
}

/** A code with its name, as a definition lists centres, types and methods. */
interface Named {
  readonly code: string;
  readonly name: LocalText;
}

/** What the resources tell of a study's definition. */
export interface FhirStudy {
  readonly study: { readonly code: string; readonly version: string; readonly title: LocalText; readonly registration?: string };
  readonly centres: readonly (Named & { readonly role: string })[];
  readonly devices: readonly { readonly code: string; readonly manufacturer: string; readonly model: string }[];
  readonly protocol: { readonly slots: readonly (Named & { readonly order: number })[] };
  readonly forms: readonly FhirForm[];
  readonly lesionTypes: readonly (Named & { readonly icdO3?: string })[];
  readonly pathologyMethods: readonly Named[];
}

/** What an ImagingStudy says of a file: the UIDs that stand in it, which are those of the de-identified copy. */
export interface FhirImage {
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly instanceUid: string;
  readonly sopClassUid: string;
  readonly modality: string | null;
}

/** A locked snapshot as the resources are made of it. */
export interface FhirSource {
  readonly definition: FhirStudy;
  readonly dataset: Dataset;
  /** Root of the snapshot's Merkle tree. */
  readonly root: string;
  /** Pseudonyms of those who signed the lock. */
  readonly signers: readonly string[];
  /** Reads what one image says of itself; null when nothing can refer to it. */
  readonly image: (path: string) => Promise<FhirImage | null>;
  /** Hears of each image that is left out, because nothing can refer to it. */
  readonly leftOut: (path: string) => void;
}

/** A resource, ready for JSON. Members that are undefined do not appear. */
export interface FhirResource {
  readonly resourceType: string;
  readonly id: string;
  readonly [member: string]: unknown;
}

/** One row of a table by names of columns. */
export interface FhirRow {
  cell(column: string): TypedCell;
  /** The value as text; null when there is none, for whatever reason. */
  text(column: string): string | null;
}

/** The rows of a table of the snapshot, one by one. */
export function* rowsOf({ tables }: Dataset, name: string): Generator<FhirRow> {
  const table = tables.find((entry) => entry.name === name);
  const at = new Map(table?.columns.map((column, index) => [column.name, index]));
  for (const row of table?.rows ?? []) {
    const cell = (column: string): TypedCell => row[at.get(column) ?? -1] ?? null;
    yield {
      cell,
      text: (column) => {
        const value = cell(column);
        return value === null || value === '' || isMissing(value) ? null : String(value);
      },
    };
  }
}
