import type { ReportFonts } from '../drawing/report-fonts.ts';
import { opaquePng } from '../drawing/opaque-png.ts';
import { factsLine, numbered, type Block, type FigureBlock, type ReportContent } from '../content/report-content.ts';
import { furtherRows } from './html.ts';
import { drawTable } from './pdf-table.ts';
import { BOLD, ensureRoom, MARGIN, openPdf, REGULAR, textWidthOf, type DrawSvg, type Pdf } from './pdf-page.ts';

const INK = '#1f2933';
/** Points of a CSS pixel. */
const PIXEL = 0.75;
/** Figures are printed a little smaller than on a page, so that two fit on one sheet. */
const FIGURE_SCALE = 0.66;

const paragraph = (pdf: Pdf, text: string, size = 9.5, colour = INK): void => {
  pdf.font(REGULAR).fontSize(size).fillColor(colour).text(text, MARGIN, pdf.y, { width: textWidthOf(pdf), lineGap: 1.5 });
  pdf.y += 3;
};

function caption(pdf: Pdf, name: string, number: string, title: string): void {
  pdf.y += 6;
  pdf.addNamedDestination(name, 'XYZ', MARGIN, pdf.y - 10, null);
  pdf.font(BOLD).fontSize(9).fillColor(INK).text(`${number}  `, MARGIN, pdf.y, { continued: true, width: textWidthOf(pdf) }).font(REGULAR).text(title);
  pdf.y += 4;
}

const figureScale = (block: FigureBlock, room: number): number => Math.min(FIGURE_SCALE, room / block.width, (block.width <= 520 ? 290 : 640) / block.height);

/** Room that the beginning of a block needs, so that a heading is not left alone at the foot of a page. */
function beginning(pdf: Pdf, block: Block | undefined): number {
  if (block?.kind === 'figure') return block.height * figureScale(block, textWidthOf(pdf)) + 60;
  return block?.kind === 'text' ? 60 : 120;
}

function drawFigure(pdf: Pdf, block: FigureBlock, number: string, content: ReportContent, drawSvg: DrawSvg): void {
  const room = textWidthOf(pdf);
  const scale = figureScale(block, room);
  const [width, height] = [block.width * scale, block.height * scale];
  ensureRoom(pdf, height + 60);
  const y = pdf.y + 6;
  drawSvg(pdf, block.svg, MARGIN, y, width, height);
  pdf.x = MARGIN;
  pdf.y = y + height + 2;
  caption(pdf, block.name, number, block.title);
  for (const note of block.notes) paragraph(pdf, note, 7.5, '#52606d');
  paragraph(pdf, factsLine(block.facts, content.language), 7.5, '#52606d');
}

function drawPictures(pdf: Pdf, block: Extract<Block, { kind: 'pictures' }>, number: string, content: ReportContent): void {
  const room = textWidthOf(pdf);
  const width = (room - 2 * 8) / 3;
  for (let at = 0; at < block.pictures.length; at += 3) {
    const row = block.pictures.slice(at, at + 3);
    const height = Math.max(...row.map((picture) => (picture.height / picture.width) * width));
    ensureRoom(pdf, height + 34);
    const y = pdf.y;
    for (const [place, picture] of row.entries()) {
      pdf.image(Buffer.from(opaquePng(picture.png)), MARGIN + place * (width + 8), y, { width });
      pdf.font(REGULAR).fontSize(7).fillColor(INK).text(picture.text, MARGIN + place * (width + 8), y + height + 2, { width });
    }
    pdf.x = MARGIN;
    pdf.y = y + height + 30;
  }
  caption(pdf, block.name, number, block.title);
  paragraph(pdf, factsLine(block.facts, content.language), 7.5, '#52606d');
}

function drawBlock(pdf: Pdf, block: Block, number: string, content: ReportContent, drawSvg: DrawSvg): void {
  switch (block.kind) {
    case 'table': {
      ensureRoom(pdf, 110);
      caption(pdf, block.name, number, block.title);
      drawTable(pdf, block, block.printedRows ?? Infinity);
      const more = furtherRows(block, content.language);
      for (const note of [...block.notes, ...(more === null ? [] : [more]), factsLine(block.facts, content.language)]) paragraph(pdf, note, 7.5, '#52606d');
      return;
    }
    case 'figure': return drawFigure(pdf, block, number, content, drawSvg);
    case 'pictures': return drawPictures(pdf, block, number, content);
    case 'text':
      for (const text of block.paragraphs) {
        const top = pdf.y;
        const indent = block.tone === 'notice' ? 10 : 0;
        pdf.font(REGULAR).fontSize(9.5).fillColor(INK).text(text, MARGIN + indent, pdf.y, { width: textWidthOf(pdf) - indent, lineGap: 1.5 });
        if (indent > 0 && pdf.y > top) pdf.moveTo(MARGIN + 3, top).lineTo(MARGIN + 3, pdf.y).lineWidth(2).strokeColor('#d55e00').stroke();
        pdf.y += 5;
        pdf.x = MARGIN;
      }
      return;
    case 'list':
      for (const item of block.items) {
        pdf.font(REGULAR).fontSize(9.5).fillColor(INK).text(`• ${typeof item === 'string' ? item : item.text}`, MARGIN + 8, pdf.y, { width: textWidthOf(pdf) - 8, ...(typeof item === 'string' ? {} : { goTo: item.target }) });
        pdf.y += 2;
      }
      pdf.x = MARGIN;
  }
}

function titlePage(pdf: Pdf, content: ReportContent): void {
  pdf.font(BOLD).fontSize(19).fillColor(INK).text(content.title, MARGIN, MARGIN, { width: textWidthOf(pdf) });
  paragraph(pdf, content.subtitle, 11, '#52606d');
  pdf.y += 6;
  drawTable(pdf, { kind: 'table', name: 'identity', title: '', columns: [{ title: '', width: 1 }, { title: '', width: 3 }], rows: content.identity.map((cells) => ({ cells })), facts: { method: '', n: '', unit: '', source: '', level: null }, notes: [] }, Infinity);
  pdf.y += 8;
  for (const [place, { name, title }] of content.sections.entries()) pdf.font(REGULAR).fontSize(9.5).fillColor(INK).text(`${place + 1}  ${title}`, MARGIN, pdf.y + 2, { width: textWidthOf(pdf), goTo: `section-${name}` });
}

function pageNumbers(pdf: Pdf): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page);
    // Below the margin a text would open a new page.
    pdf.page.margins.bottom = 0;
    pdf.font(REGULAR).fontSize(8).fillColor('#52606d').text(`${page - start + 1} / ${count}`, MARGIN, pdf.page.height - 30, { width: pdf.page.width - 2 * MARGIN, align: 'center', lineBreak: false });
  }
}

/** The whole report as a PDF with its fonts inside, bookmarks, and figures as drawings. */
export async function reportPdf(content: ReportContent, fonts: ReportFonts): Promise<Uint8Array> {
  const { pdf, drawSvg, finish } = await openPdf(content.title, content.lockedAt, content.language === 'zh' ? 'zh-CN' : 'en', fonts);
  const numbers = numbered(content);
  titlePage(pdf, content);
  for (const { name, title, blocks } of content.sections) {
    if (name === content.sections[0]?.name) pdf.addPage();
    else ensureRoom(pdf, 40 + beginning(pdf, blocks[0]));
    pdf.y += 14;
    pdf.addNamedDestination(`section-${name}`, 'XYZ', MARGIN, pdf.y - 10, null);
    pdf.outline.addItem(title);
    pdf.font(BOLD).fontSize(14).fillColor(INK).text(title, MARGIN, pdf.y, { width: textWidthOf(pdf) });
    pdf.y += 4;
    for (const block of blocks) drawBlock(pdf, block, 'name' in block ? (numbers.get(block.name) ?? '') : '', content, drawSvg);
  }
  pageNumbers(pdf);
  return finish();
}

/** One drawing as a PDF of its own size. */
export async function svgPdf(svg: string, size: { readonly width: number; readonly height: number }, title: string, lockedAt: Date, language: string, fonts: ReportFonts): Promise<Uint8Array> {
  const [width, height] = [size.width * PIXEL, size.height * PIXEL];
  const { pdf, drawSvg, finish } = await openPdf(title, lockedAt, language, fonts, [width, height]);
  drawSvg(pdf, svg, 0, 0, width, height);
  return finish();
}
