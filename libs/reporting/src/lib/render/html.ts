import { escapeXml } from '@echocohort/figures';
import { factsLine, numbered, type Block, type Cell, type Facts, type ReportContent, type TableBlock } from '../content/report-content.ts';

const STYLE = `
:root{color-scheme:light}
body{font:15px/1.5 'Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif;color:#1f2933;max-width:1060px;margin:0 auto;padding:24px}
h1{font-size:24px;margin:0 0 4px}h2{font-size:19px;margin:40px 0 8px;border-bottom:1px solid #cbd2d9;padding-bottom:4px}
p{margin:8px 0}.sub{color:#52606d}.id{font-size:13px;border-collapse:collapse;margin:16px 0}.id th{text-align:left;font-weight:500;color:#52606d;padding:2px 16px 2px 0;vertical-align:top}.id td{overflow-wrap:anywhere;padding:2px 0}
nav ol{columns:2;font-size:14px;padding-left:22px}
figure{margin:20px 0;break-inside:avoid}figure svg{max-width:100%;height:auto}figcaption,caption{font-size:14px;text-align:left}caption{caption-side:top;padding:0 0 6px}
b.no{font-weight:700}.facts{font-size:12.5px;color:#52606d;margin:4px 0}.scroll{overflow-x:auto}
table.data{border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums;border-top:1.5px solid #1f2933;border-bottom:1.5px solid #1f2933;min-width:60%}
table.data th{border-bottom:1px solid #1f2933;text-align:left;font-weight:700;padding:4px 10px 4px 0;vertical-align:bottom}
table.data td{padding:3px 10px 3px 0;vertical-align:top}table.data tr.heading td{font-weight:700;padding-top:8px}table.data tr.indented td:first-child{padding-left:16px}
.right{text-align:right!important}.center{text-align:center!important}.notice{border-left:3px solid #d55e00;padding:6px 12px;background:#fdf6f0}
.pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(200px,1fr));gap:12px}.pictures img{width:100%;background:#000}.pictures span{font-size:12px;display:block}
@media print{body{max-width:none;padding:0}}
`.trim();

/** `home`: the page that holds what links lead to, as seen from this one; empty for the page itself. */
const html = (cell: Cell, home = ''): string => (typeof cell === 'string' ? escapeXml(cell) : `<a href="${home}#${escapeXml(cell.target)}">${escapeXml(cell.text)}</a>`);
const facts = (of: Facts, content: Pick<ReportContent, 'language'>): string => `<p class="facts">${escapeXml(factsLine(of, content.language))}</p>`;

/** A table as markup with its caption; alone it is a page of its own. */
function tableMarkup(table: TableBlock, number: string | null, content: Pick<ReportContent, 'language'>, limit: number, home = ''): string {
  const side = (at: number): string => (table.columns[at]?.align ? ` class="${table.columns[at].align}"` : '');
  const head = table.columns.map(({ title }, at) => `<th scope="col"${side(at)}>${escapeXml(title)}</th>`).join('');
  const rows = table.rows.slice(0, limit).map(({ cells, kind }) => (kind === 'heading'
    ? `<tr class="heading"><td colspan="${table.columns.length}">${cells.map((cell) => html(cell, home)).join(' ')}</td></tr>`
    : `<tr${kind ? ` class="${kind}"` : ''}>${cells.map((cell, at) => `<td${side(at)}>${html(cell, home)}</td>`).join('')}</tr>`)).join('\n');
  const caption = `${number === null ? '' : `<b class="no">${escapeXml(number)}</b> `}${escapeXml(table.title)}`;
  return `<div class="scroll" id="${escapeXml(table.name)}"><table class="data"><caption>${caption}</caption><thead><tr>${head}</tr></thead>\n<tbody>\n${rows}\n</tbody></table></div>\n${table.notes.map((note) => `<p class="facts">${escapeXml(note)}</p>`).join('')}${facts(table.facts, content)}`;
}

/** Sentence for a table whose further rows stand in its own files. */
export const furtherRows = (table: TableBlock, language: ReportContent['language']): string | null => {
  const rest = table.rows.length - (table.printedRows ?? table.rows.length);
  if (rest <= 0) return null;
  return language === 'zh' ? `另有 ${rest} 行见 tables/${table.name}.${language}.csv。` : `${rest} further rows stand in tables/${table.name}.${language}.csv.`;
};

function blockMarkup(block: Block, content: ReportContent, number: string): string {
  switch (block.kind) {
    case 'table': {
      const more = furtherRows(block, content.language);
      return tableMarkup(block, number, content, block.printedRows ?? Infinity) + (more === null ? '' : `<p class="facts">${escapeXml(more)}</p>`);
    }
    case 'figure':
      // Ids of clip paths are unique within a figure only, and a page holds several.
      return `<figure id="${escapeXml(block.name)}">${block.svg.replace(/\b(id="|url\(#)p(?=\d)/g, `$1${block.name}-p`)}<figcaption><b class="no">${escapeXml(number)}</b> ${escapeXml(block.title)}</figcaption>${block.notes.map((note) => `<p class="facts">${escapeXml(note)}</p>`).join('')}${facts(block.facts, content)}</figure>`;
    case 'pictures':
      return `<figure id="${escapeXml(block.name)}"><div class="pictures">${block.pictures.map(({ png, text }) => `<span><img alt="${escapeXml(text)}" src="data:image/png;base64,${Buffer.from(png).toString('base64')}">${escapeXml(text)}</span>`).join('')}</div><figcaption><b class="no">${escapeXml(number)}</b> ${escapeXml(block.title)}</figcaption>${facts(block.facts, content)}</figure>`;
    case 'text':
      return block.paragraphs.map((text) => `<p${block.tone === 'notice' ? ' class="notice"' : ''}>${escapeXml(text)}</p>`).join('\n');
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${html(item)}</li>`).join('')}</ul>`;
  }
}

const page = (content: Pick<ReportContent, 'language'>, title: string, body: string): string =>
  `<!doctype html>\n<html lang="${content.language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeXml(title)}</title><style>${STYLE}</style></head>\n<body>\n${body}\n</body></html>\n`;

/** The whole report as one file that needs nothing else: figures as drawings, pictures inside. */
export function reportHtml(content: ReportContent): string {
  const numbers = numbered(content);
  const sections = content.sections.map(({ name, title, blocks }) =>
    `<section id="section-${escapeXml(name)}"><h2>${escapeXml(title)}</h2>\n${blocks.map((block) => blockMarkup(block, content, 'name' in block ? (numbers.get(block.name) ?? '') : '')).join('\n')}</section>`);
  const identity = content.identity.map(([name, value]) => `<tr><th scope="row">${escapeXml(name)}</th><td>${escapeXml(value)}</td></tr>`).join('');
  const contents = content.sections.map(({ name, title }) => `<li><a href="#section-${escapeXml(name)}">${escapeXml(title)}</a></li>`).join('');
  return page(content, content.title, `<h1>${escapeXml(content.title)}</h1><p class="sub">${escapeXml(content.subtitle)}</p><table class="id">${identity}</table><nav><ol>${contents}</ol></nav>\n${sections.join('\n')}`);
}

/** One table as a page of its own, all its rows; it lies in a folder beside the report, and its links lead there. */
export const tableHtml = (table: TableBlock, number: string, content: Pick<ReportContent, 'language'>): string => page(content, table.title, tableMarkup(table, number, content, Infinity, `../report.${content.language}.html`));
