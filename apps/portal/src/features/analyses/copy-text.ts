/** A table as plain text for Excel and as HTML for Word. */
export interface CopiedTable {
  readonly text: string;
  readonly html: string;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** A tab or a line end inside a cell would make two cells of it. */
const oneLine = (text: string): string => text.replace(/[\t\r\n]+/g, ' ');

/** Rows of texts, the head first. */
export function copiedTable(head: readonly string[], rows: readonly (readonly string[])[]): CopiedTable {
  const text = [head, ...rows].map((row) => row.map(oneLine).join('\t')).join('\r\n');
  const line = (cells: readonly string[], tag: 'th' | 'td'): string => `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return { text, html: `<table border="1" cellspacing="0" cellpadding="3"><thead>${line(head, 'th')}</thead><tbody>${rows.map((row) => line(row, 'td')).join('')}</tbody></table>` };
}
