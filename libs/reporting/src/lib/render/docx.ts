import type * as Docx from 'docx';
import { settleDocx } from '../archive/settle-docx.ts';
import { factsLine, numbered, type Block, type Cell, type ReportContent, type TableBlock } from '../content/report-content.ts';
import { furtherRows } from './html.ts';

type Library = typeof Docx;
type Child = Docx.Paragraph | Docx.Table;

const FONT = { ascii: 'Noto Sans SC', hAnsi: 'Noto Sans SC', eastAsia: 'Noto Sans SC', cs: 'Noto Sans SC' };
/** Width of the text on an A4 page with these margins, in CSS pixels. */
const TEXT_WIDTH = 640;
const MARGIN = 1000;

/** PNG of a figure by its name. */
export type Pictures = ReadonlyMap<string, Uint8Array>;

const LANGUAGES = { zh: { value: 'zh-CN', eastAsia: 'zh-CN' }, en: { value: 'en-GB', eastAsia: 'zh-CN' } } as const;

class Writer {
  private readonly docx: Library;
  private readonly content: Pick<ReportContent, 'language'>;
  /** A table in a file of its own has nothing that its links could lead to: their words stay. */
  private readonly alone: boolean;
  constructor(docx: Library, content: Pick<ReportContent, 'language'>, alone = false) {
    this.docx = docx;
    this.content = content;
    this.alone = alone;
  }

  /** Anchors of Word are short names of letters, digits and underscores. */
  anchor(name: string): string {
    return name.replace(/[^A-Za-z0-9]/g, '_').slice(0, 38);
  }

  run(text: string, options: { bold?: boolean; size?: number; italics?: boolean } = {}): Docx.TextRun {
    return new this.docx.TextRun({ text, ...options });
  }

  inline(cell: Cell, options: { bold?: boolean; size?: number } = {}): Docx.ParagraphChild {
    if (typeof cell === 'string') return this.run(cell, options);
    if (this.alone) return this.run(cell.text, options);
    return new this.docx.InternalHyperlink({ anchor: this.anchor(cell.target), children: [new this.docx.TextRun({ text: cell.text, style: 'Hyperlink', ...options })] });
  }

  small(text: string): Docx.Paragraph {
    return new this.docx.Paragraph({ spacing: { before: 40, after: 40 }, children: [this.run(text, { size: 16 })] });
  }

  caption(name: string, number: string, title: string, keepNext: boolean): Docx.Paragraph {
    return new this.docx.Paragraph({ keepNext, spacing: { before: 160, after: 80 }, children: [new this.docx.Bookmark({ id: this.anchor(name), children: [this.run(`${number}  `, { bold: true, size: 19 })] }), this.run(title, { size: 19 })] });
  }

  /** Three lines, as journals print tables: above and below the head, and under the last row. */
  table(table: TableBlock, limit: number): Docx.Table {
    const { Table, TableRow, TableCell, Paragraph, BorderStyle, WidthType, AlignmentType } = this.docx;
    const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
    const strong = { style: BorderStyle.SINGLE, size: 10, color: '1F2933' };
    const total = table.columns.reduce((sum, { width }) => sum + (width ?? 1), 0);
    const size = table.columns.length > 8 ? 14 : 16;
    const sides = { left: AlignmentType.LEFT, right: AlignmentType.RIGHT, center: AlignmentType.CENTER } as const;
    const share = (at: number): number => Math.round((9900 * (table.columns[at]?.width ?? 1)) / total);
    const cell = (content: Cell, at: number, options: { bold?: boolean; indent?: boolean; span?: number }): Docx.TableCell => new TableCell({
      columnSpan: options.span, width: options.span ? undefined : { size: share(at), type: WidthType.DXA }, margins: { left: 40, right: 80, top: 25, bottom: 25 },
      children: [new Paragraph({ alignment: sides[table.columns[at]?.align ?? 'left'], indent: options.indent ? { left: 200 } : undefined, children: [this.inline(content, { bold: options.bold, size })] })],
    });
    const rows = table.rows.slice(0, limit).map(({ cells, kind }) => new TableRow({
      cantSplit: true,
      children: kind === 'heading' ? [cell(cells[0] ?? '', 0, { bold: true, span: table.columns.length })] : table.columns.map((_, at) => cell(cells[at] ?? '', at, { indent: kind === 'indented' && at === 0 })),
    }));
    const head = new TableRow({ tableHeader: true, cantSplit: true, children: table.columns.map(({ title }, at) => cell(title, at, { bold: true })) });
    return new Table({
      width: { size: 100, type: WidthType.PERCENTAGE }, columnWidths: table.columns.map((_, at) => share(at)),
      borders: { top: strong, bottom: strong, left: none, right: none, insideVertical: none, insideHorizontal: { style: BorderStyle.SINGLE, size: 2, color: 'CBD2D9' } },
      rows: [head, ...rows],
    });
  }

  tableWith(table: TableBlock, number: string, limit: number): Child[] {
    return [this.caption(table.name, number, table.title, true), this.table(table, limit), ...table.notes.map((note) => this.small(note)), this.small(factsLine(table.facts, this.content.language))];
  }

  picture(png: Uint8Array, width: number, height: number, title: string, widest = TEXT_WIDTH): Docx.ImageRun {
    const scale = Math.min(1, widest / width, 820 / height);
    return new this.docx.ImageRun({ type: 'png', data: png, transformation: { width: Math.round(width * scale), height: Math.round(height * scale) }, altText: { title, description: title, name: title } });
  }

  block(block: Block, number: string, pictures: Pictures): Child[] {
    const { Paragraph } = this.docx;
    switch (block.kind) {
      case 'table': {
        const more = furtherRows(block, this.content.language);
        return [...this.tableWith(block, number, block.printedRows ?? Infinity), ...(more === null ? [] : [this.small(more)])];
      }
      case 'figure': {
        const png = pictures.get(block.name);
        return [
          ...(png ? [new Paragraph({ keepNext: true, spacing: { before: 160 }, children: [this.picture(png, block.width, block.height, block.title)] })] : []),
          this.caption(block.name, number, block.title, false), ...block.notes.map((note) => this.small(note)), this.small(factsLine(block.facts, this.content.language)),
        ];
      }
      case 'pictures':
        return [
          ...block.pictures.map(({ png, text, width, height }) => new Paragraph({ children: [this.picture(png, width, height, text, 200), this.run(`  ${text}`, { size: 16 })] })),
          this.caption(block.name, number, block.title, false), this.small(factsLine(block.facts, this.content.language)),
        ];
      case 'text':
        return block.paragraphs.map((text) => new Paragraph({ spacing: { after: 120 }, ...(block.tone === 'notice' ? { shading: { type: this.docx.ShadingType.CLEAR, fill: 'FDF3EA' } } : {}), children: [this.run(text)] }));
      case 'list':
        return block.items.map((item) => new Paragraph({ bullet: { level: 0 }, children: [this.inline(item)] }));
    }
  }

  async file(title: string, lockedAt: Date, children: readonly Child[]): Promise<Uint8Array> {
    const document = new this.docx.Document({
      title, creator: 'EchoCohort', lastModifiedBy: 'EchoCohort', description: title,
      styles: {
        default: {
          document: { run: { font: FONT, size: 20, language: LANGUAGES[this.content.language] } },
          title: { run: { font: FONT, size: 34, bold: true }, paragraph: { spacing: { after: 80 } } },
          heading1: { run: { font: FONT, size: 27, bold: true, color: '1F2933' }, paragraph: { spacing: { before: 360, after: 120 } } },
        },
      },
      sections: [{
        properties: { page: { size: { width: 11906, height: 16838 }, margin: { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN } } },
        footers: { default: new this.docx.Footer({ children: [new this.docx.Paragraph({ alignment: this.docx.AlignmentType.CENTER, children: [new this.docx.TextRun({ size: 16, children: [this.docx.PageNumber.CURRENT] })] })] }) },
        children: [...children],
      }],
    });
    return settleDocx(new Uint8Array(await this.docx.Packer.toBuffer(document)), lockedAt);
  }
}

/** The whole report as a Word file, with real tables and the figures at 300 dpi. */
export async function reportDocx(content: ReportContent, pictures: Pictures): Promise<Uint8Array> {
  const docx = await import('docx');
  const writer = new Writer(docx, content);
  const numbers = numbered(content);
  const identity: TableBlock = { kind: 'table', name: 'identity', title: '', columns: [{ title: '', width: 1 }, { title: '', width: 3 }], rows: content.identity.map((cells) => ({ cells })), facts: { method: '', n: '', unit: '', source: '', level: null }, notes: [] };
  return writer.file(content.title, content.lockedAt, [
    new docx.Paragraph({ heading: docx.HeadingLevel.TITLE, children: [writer.run(content.title)] }),
    new docx.Paragraph({ children: [writer.run(content.subtitle)] }),
    writer.table(identity, Infinity),
    ...content.sections.flatMap(({ name, title, blocks }) => [
      new docx.Paragraph({ heading: docx.HeadingLevel.HEADING_1, keepNext: true, children: [new docx.Bookmark({ id: writer.anchor(`section-${name}`), children: [writer.run(title)] })] }),
      ...blocks.flatMap((block) => writer.block(block, 'name' in block ? (numbers.get(block.name) ?? '') : '', pictures)),
    ]),
  ]);
}

/** One table as a Word file, all its rows. */
export async function tableDocx(table: TableBlock, number: string, content: Pick<ReportContent, 'language' | 'lockedAt'>): Promise<Uint8Array> {
  const writer = new Writer(await import('docx'), content, true);
  return writer.file(table.title, content.lockedAt, writer.tableWith(table, number, Infinity));
}
