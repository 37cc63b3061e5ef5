import type { FigureLanguage } from '@echocohort/figures';

/** What a reader must know of the numbers of a table or figure; printed under each. */
export interface Facts {
  readonly method: string;
  readonly n: string;
  /** Image, lesion, patient or reader: a number without its unit cannot be checked. */
  readonly unit: string;
  /** Files of the export or bundle that were read. */
  readonly source: string;
  /** "95%", or null where nothing has an interval. */
  readonly level: string | null;
}

/** A text, or a text that leads to another part of the report. */
export type Cell = string | { readonly text: string; readonly target: string };

/** A row of a table; a heading row spans the table. */
export interface TableRow {
  readonly cells: readonly Cell[];
  readonly kind?: 'heading' | 'indented';
}

/** A table as all formats write it. */
export interface TableBlock {
  readonly kind: 'table';
  /** Name of its files and of its anchor. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly align?: 'left' | 'right' | 'center'; /** Share of the width, relative to the others. */ readonly width?: number }[];
  readonly rows: readonly TableRow[];
  readonly facts: Facts;
  readonly notes: readonly string[];
  /** Rows beyond this many stand in the table's own files only, and the report says so. */
  readonly printedRows?: number;
}

/** A figure, drawn already. */
export interface FigureBlock {
  readonly kind: 'figure';
  readonly name: string;
  readonly title: string;
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly facts: Facts;
  readonly notes: readonly string[];
}

/** Pictures of a bundle, such as attention maps, each with its line of text. */
export interface PicturesBlock {
  readonly kind: 'pictures';
  readonly name: string;
  readonly title: string;
  readonly pictures: readonly { readonly png: Uint8Array; readonly text: string; readonly width: number; readonly height: number }[];
  readonly facts: Facts;
}

export interface TextBlock {
  readonly kind: 'text';
  readonly paragraphs: readonly string[];
  /** Set apart: something is sealed, missing or for a person to complete. */
  readonly tone?: 'plain' | 'notice';
}

export interface ListBlock {
  readonly kind: 'list';
  readonly items: readonly Cell[];
}

export type Block = TableBlock | FigureBlock | PicturesBlock | TextBlock | ListBlock;

/** A part of the report: what `--only` names. */
export interface Section {
  readonly name: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** The whole report in one language. */
export interface ReportContent {
  readonly language: FigureLanguage;
  readonly title: string;
  readonly subtitle: string;
  /** Identity of what was reported: pairs of name and value. */
  readonly identity: readonly (readonly [name: string, value: string])[];
  /** Time of the lock, the only time that a report bears. */
  readonly lockedAt: Date;
  readonly sections: readonly Section[];
}

export const cellText = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

/** Numbers of tables and figures in the order of the report, by name: "Table 3", "Figure 2". */
export function numbered(content: Pick<ReportContent, 'language' | 'sections'>): ReadonlyMap<string, string> {
  const words = content.language === 'zh' ? { table: '表', figure: '图' } : { table: 'Table', figure: 'Figure' };
  const numbers = new Map<string, string>();
  let [tables, figures] = [0, 0];
  for (const block of content.sections.flatMap(({ blocks }) => blocks)) {
    if (block.kind === 'table') numbers.set(block.name, `${words.table} ${++tables}`);
    if (block.kind === 'figure' || block.kind === 'pictures') numbers.set(block.name, `${words.figure} ${++figures}`);
  }
  return numbers;
}

/** The line of facts under a table or figure. */
export function factsLine({ method, n, unit, source, level }: Facts, language: FigureLanguage): string {
  const words = language === 'zh' ? ['方法', 'n', '单位', '区间水平', '来源'] : ['Method', 'n', 'Unit', 'Interval level', 'Source'];
  const parts = [[words[0], method], [words[1], n], [words[2], unit], ...(level === null ? [] : [[words[3], level]]), [words[4], source]];
  return `${parts.map(([name, value]) => `${name ?? ''}${language === 'zh' ? '：' : ': '}${value ?? ''}`).join(language === 'zh' ? '；' : '. ')}${language === 'zh' ? '。' : '.'}`;
}
