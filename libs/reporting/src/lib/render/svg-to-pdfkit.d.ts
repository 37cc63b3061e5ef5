declare module 'svg-to-pdfkit' {
  /** Draws an SVG onto the current page of a PDFKit document. */
  export default function svgToPdf(
    document: PDFKit.PDFDocument, svg: string, x: number, y: number,
    options?: { width?: number; height?: number; preserveAspectRatio?: string; assumePt?: boolean; fontCallback?: (family: string, bold: boolean, italic: boolean) => string; warningCallback?: (warning: string) => void },
  ): void;
}
