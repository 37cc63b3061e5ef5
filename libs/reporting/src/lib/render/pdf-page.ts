import type { ReportFonts } from '../drawing/report-fonts.ts';

export type Pdf = PDFKit.PDFDocument;

export const MARGIN = 48;
export const REGULAR = 'regular';
export const BOLD = 'bold';

/** Draws an SVG with our two fonts. */
export type DrawSvg = (pdf: Pdf, svg: string, x: number, y: number, width: number, height: number) => void;

/** A PDF that is being written, and what draws figures into it. */
export interface OpenPdf {
  readonly pdf: Pdf;
  readonly drawSvg: DrawSvg;
  /** Ends the file and gives its bytes. */
  readonly finish: () => Promise<Uint8Array>;
}

/** Opens a PDF. Its only time is the lock's, and its id comes from its properties, so the same content gives the same bytes. */
export async function openPdf(title: string, lockedAt: Date, language: string, fonts: ReportFonts, size: 'A4' | readonly [number, number] = 'A4'): Promise<OpenPdf> {
  const { default: PDFDocument } = await import('pdfkit');
  const { default: svgToPdf } = await import('svg-to-pdfkit');
  const pdf = new PDFDocument({ size: size === 'A4' ? 'A4' : [...size], margin: size === 'A4' ? MARGIN : 0, bufferPages: true, lang: language, info: { Title: title, Creator: 'EchoCohort', Producer: 'EchoCohort', CreationDate: lockedAt, ModDate: lockedAt } });
  pdf.registerFont(REGULAR, Buffer.from(fonts.regular));
  pdf.registerFont(BOLD, Buffer.from(fonts.bold));
  pdf.font(REGULAR);
  const parts: Uint8Array[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('data', (part: Uint8Array) => parts.push(part));
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  return {
    pdf,
    drawSvg: (target, svg, x, y, width, height) => svgToPdf(target, svg, x, y, { width, height, assumePt: false, preserveAspectRatio: 'xMinYMin meet', fontCallback: (_family, bold) => (bold ? BOLD : REGULAR) }),
    finish: async () => {
      pdf.end();
      await ended;
      return new Uint8Array(Buffer.concat(parts));
    },
  };
}

/** Room left on the page, in points. */
export const roomLeft = (pdf: Pdf): number => pdf.page.height - MARGIN - pdf.y;

/** Width of the text. */
export const textWidthOf = (pdf: Pdf): number => pdf.page.width - 2 * MARGIN;

/** A new page if less than so much is left on this one. */
export function ensureRoom(pdf: Pdf, height: number): void {
  if (roomLeft(pdf) < height) pdf.addPage();
}
