import { csv } from '../csv.ts';
import { valueLabelText, type StatisticalColumn, type StatisticalTable } from '../statistical-table.ts';
import { bilingual } from '../typed-table.ts';
import { ibmHolds } from './ibm-double.ts';
import { xptColumns } from './write-xpt.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const letter = (tag: number): string => String.fromCharCode(65 + tag);

/** `names.csv`: each column of each transport file with the source's name and whole labels, which the limits in bytes may have cut. Numbers beyond 7.2e75 are `._` in the files and counted here. */
export function sasNames(tables: readonly StatisticalTable[]): string {
  const rows = tables.flatMap((table) => {
    const wide = xptColumns(table, 8);
    return xptColumns(table, 5).map(({ column, name, label, width, format }, at) => {
      const cutTexts = column.kind === 'text' && column.width > width ? 'yes' : 'no';
      const beyond = column.cells.filter((cell) => typeof cell === 'number' && !ibmHolds(cell)).length;
      return [table.name, column.source, column.name, name, wide[at]?.name ?? '', format, column.label, label.length < new TextEncoder().encode(column.label).length ? 'yes' : 'no', cutTexts, beyond];
    });
  });
  return csv([['table', 'column', 'variable', 'name_v5', 'name_v8', 'format', 'label', 'label_cut_v5', 'text_cut_v5', 'numbers_beyond'], ...rows]);
}

function formatLines(table: StatisticalTable, column: StatisticalColumn, format: string): string {
  const labels = column.valueLabels.map((label) => `    ${label.value} = ${quoted(valueLabelText(label))}`);
  const reasons = table.reasons.map(({ label }, tag) => `    .${letter(tag)} = ${quoted(bilingual(label))}`);
  return `  value ${format}\n${[...labels, ...reasons].join('\n')}\n  ;`;
}

/** `read.sas`: reads every transport file and gives codes and missing reasons their words. */
export function sasProgram(tables: readonly StatisticalTable[]): string {
  const formats = new Map<string, string>();
  for (const table of tables) for (const { column, format } of xptColumns(table, 8)) if (column.valueLabels.length > 0) formats.set(`${table.name} ${format}`, formatLines(table, column, format));
  const blocks = tables.map((table) => {
    const own = [...formats].filter(([key]) => key.startsWith(`${table.name} `)).map(([, text]) => text);
    const library = table.name.slice(0, 7);
    return [
      `/* ${table.name} */`,
      ...(own.length > 0 ? ['proc format;', ...own, 'run;'] : []),
      `%xpt2loc(libref=work, memlist=_all_, filespec="&folder/${table.name}.xpt");`,
      `libname ${library} xport "&folder/${table.name}_v5.xpt"; /* the same table with the limits of version 5 */`,
    ].join('\n');
  });
  return `/* Run in a UTF-8 session of SAS. .A, .B, … are missing reasons: see the formats and the codebook. */\n%let folder = .;\noptions nofmterr;\n\n${blocks.join('\n\n')}\n`;
}
