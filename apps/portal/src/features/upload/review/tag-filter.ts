import type { TagRow } from '../prepared-file.ts';

export interface TagFilter {
  readonly text: string;
  readonly onlyChanged: boolean;
  /** One kind of treatment, or all. */
  readonly act: string | null;
}

const holds = (value: string | null, text: string): boolean => value !== null && value.toLowerCase().includes(text);

/** Rows that fit: by tag, keyword or either value. */
export function filteredTags(rows: readonly TagRow[], { text, onlyChanged, act }: TagFilter): readonly TagRow[] {
  const wanted = text.trim().toLowerCase();
  return rows.filter((row) => (!onlyChanged || row.action !== 'kept') && (act === null || row.action === act) && (wanted === '' || [row.path, row.name, row.before, row.after].some((value) => holds(value, wanted))));
}
