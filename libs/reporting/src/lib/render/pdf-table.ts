import { cellText, type TableBlock, type TableRow } from '../content/report-content.ts';
import { BOLD, MARGIN, REGULAR, roomLeft, textWidthOf, type Pdf } from './pdf-page.ts';

const PAD = 3;
const INK = '#1f2933';

interface Layout {
  readonly widths: readonly number[];
  readonly size: number;
}

/** Widths that are declared, or else the room that each column's texts ask for, shrunk to the page. */
function layoutOf(pdf: Pdf, table: TableBlock, rows: readonly TableRow[]): Layout {
  const room = textWidthOf(pdf);
  const size = table.columns.length > 9 ? 6.5 : table.columns.length > 7 ? 7 : 8;
  if (table.columns.some(({ width }) => width !== undefined)) {
    const total = table.columns.reduce((sum, { width }) => sum + (width ?? 1), 0);
    return { size, widths: table.columns.map(({ width }) => (room * (width ?? 1)) / total) };
  }
  pdf.font(REGULAR).fontSize(size);
  const wanted = table.columns.map(({ title }, at) => Math.min(220, Math.max(24, ...[title, ...rows.filter(({ kind }) => kind !== 'heading').slice(0, 60).map(({ cells }) => cellText(cells[at] ?? ''))].map((text) => pdf.widthOfString(text) + 2 * PAD + 6))));
  const total = wanted.reduce((sum, width) => sum + width, 0);
  return { size, widths: wanted.map((width) => (total > room ? (width * room) / total : width)) };
}

const rule = (pdf: Pdf, width: number, weight: number, colour = INK): void => {
  pdf.moveTo(MARGIN, pdf.y).lineTo(MARGIN + width, pdf.y).lineWidth(weight).strokeColor(colour).stroke();
};

function rowHeight(pdf: Pdf, row: TableRow, { widths, size }: Layout, font: string): number {
  pdf.font(font).fontSize(size);
  if (row.kind === 'heading') return pdf.heightOfString(cellText(row.cells[0] ?? ''), { width: widths.reduce((sum, width) => sum + width, 0) }) + 2 * PAD;
  return Math.max(size, ...widths.map((width, at) => {
    const text = cellText(row.cells[at] ?? '');
    return text === '' ? 0 : pdf.heightOfString(text, { width: width - 2 * PAD });
  })) + 2 * PAD - 1;
}

function drawRow(pdf: Pdf, row: TableRow, table: TableBlock, { widths, size }: Layout, font: string, height: number): void {
  const y = pdf.y + PAD;
  let x = MARGIN;
  pdf.font(row.kind === 'heading' ? BOLD : font).fontSize(size).fillColor(INK);
  if (row.kind === 'heading') {
    pdf.text(cellText(row.cells[0] ?? ''), x, y, { width: widths.reduce((sum, width) => sum + width, 0) });
  } else {
    for (const [at, width] of widths.entries()) {
      const cell = row.cells[at] ?? '';
      const indent = row.kind === 'indented' && at === 0 ? 8 : 0;
      const link = typeof cell === 'string' ? {} : { goTo: cell.target, underline: true };
      if (cellText(cell) !== '') pdf.text(cellText(cell), x + PAD + indent, y, { width: width - 2 * PAD - indent, align: table.columns[at]?.align ?? 'left', ...link });
      x += width;
    }
  }
  pdf.y = y - PAD + height;
  pdf.x = MARGIN;
}

/** A table with a rule above and below its head and under its last row; the head stands again on each further page. */
export function drawTable(pdf: Pdf, table: TableBlock, limit: number): void {
  const rows = table.rows.slice(0, limit);
  const layout = layoutOf(pdf, table, rows);
  const width = layout.widths.reduce((sum, each) => sum + each, 0);
  const headRow: TableRow = { cells: table.columns.map(({ title }) => title) };
  const headed = table.columns.some(({ title }) => title !== '');
  const head = (): void => {
    rule(pdf, width, 1);
    if (!headed) return;
    drawRow(pdf, headRow, table, layout, BOLD, rowHeight(pdf, headRow, layout, BOLD));
    rule(pdf, width, 0.5);
  };
  head();
  for (const [place, row] of rows.entries()) {
    const height = rowHeight(pdf, row, layout, row.kind === 'heading' ? BOLD : REGULAR);
    const next = rows[place + 1];
    // A heading is not left alone at the foot of a page.
    if (roomLeft(pdf) < height + (row.kind === 'heading' && next ? 2 * layout.size : 0)) {
      rule(pdf, width, 0.5);
      pdf.addPage();
      head();
    }
    drawRow(pdf, row, table, layout, REGULAR, height);
  }
  rule(pdf, width, 1);
  pdf.y += 4;
}
