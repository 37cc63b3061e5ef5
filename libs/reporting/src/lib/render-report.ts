import type { FigureLanguage } from '@echocohort/figures';
import { ok, refuse, type Result } from '@echocohort/kernel';
import type { Block, Cell, FigureBlock, ReportContent, Section, TableBlock } from './content/report-content.ts';
import { numbered } from './content/report-content.ts';
import { ReportSource, type ReportInput } from './content/report-source.ts';
import { svgPng } from './drawing/png.ts';
import { outlineFonts } from './drawing/report-fonts.ts';
import { checkReport } from './guards/check-report.ts';
import { tableCsv } from './render/csv.ts';
import { reportDocx, tableDocx } from './render/docx.ts';
import { reportHtml, tableHtml } from './render/html.ts';
import { reportPdf } from './render/pdf.ts';
import { REPORT_PARTS } from './sections/all-sections.ts';
import { modelCardText } from './sections/model-card.section.ts';

/** One file of a report; the path is relative and uses `/`. */
export interface RenderedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface RenderOptions {
  /** Names of the parts; all when left out. */
  readonly only?: readonly string[];
  readonly languages?: readonly FigureLanguage[];
  /** Called as the work goes on, for a bar. */
  readonly onProgress?: (done: number, of: number) => void;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A table of no rows says so: a head over nothing reads like a fault. */
const rowsOf = ({ rows }: TableBlock, language: FigureLanguage): TableBlock['rows'] =>
  (rows.length > 0 ? rows : [{ kind: 'heading', cells: [language === 'zh' ? '无：没有符合本表的记录或可计算的结果。' : 'None: nothing in this report falls under this table or could be computed for it.'] }]);

/** Links bear the number of what they lead to; those to parts that this report does not hold become plain text. */
function linked(sections: readonly Section[], language: FigureLanguage): Section[] {
  const names = new Set([...sections.map(({ name }) => `section-${name}`), ...sections.flatMap(({ blocks }) => blocks.flatMap((block) => ('name' in block ? [block.name] : [])))]);
  const numbers = numbered({ language, sections });
  const titles = new Map(sections.map(({ name, title }) => [`section-${name}`, title]));
  const kept = (cell: Cell): Cell => {
    if (typeof cell === 'string') return cell;
    if (!names.has(cell.target)) return language === 'zh' ? '不在本报告中' : 'not in this report';
    return cell.text === '' ? { target: cell.target, text: numbers.get(cell.target) ?? titles.get(cell.target) ?? cell.target } : cell;
  };
  const keptBlock = (block: Block): Block => {
    if (block.kind === 'table') return { ...block, rows: rowsOf(block, language).map((row) => ({ ...row, cells: row.cells.map(kept) })) };
    return block.kind === 'list' ? { ...block, items: block.items.map(kept) } : block;
  };
  return sections.map((section) => ({ ...section, blocks: section.blocks.map(keptBlock) }));
}

function identityOf(source: ReportSource): ReportContent['identity'] {
  const { snapshot } = source.input;
  const { study } = source.analysis;
  const time = (date: Date): string => date.toISOString().slice(0, 16).replace('T', ' ').concat(' UTC');
  return [
    [source.say('Study', '研究'), `${study.code} ${study.version}, ${source.say('protocol', '采集方案')} ${study.protocolVersion}`],
    [source.say('Cohort', '队列'), `${snapshot.cohort.name}, ${source.say('version', '版本')} ${snapshot.cohort.version}`],
    [source.say('Snapshot root', '快照根'), snapshot.root], [source.say('Locked', '锁定时间'), time(snapshot.lockedAt)],
    [source.say('Signed', '签名'), snapshot.signatures.map(({ meaning, at }) => `${meaning} (${at.slice(0, 10)})`).join('; ') || '–'],
    [source.say('External outcomes', '外部中心结局'), snapshot.opening === null ? source.say('sealed', '密封') : source.say(`opened ${snapshot.opening.openedAt.slice(0, 10)} for model ${snapshot.opening.modelDigest}`, `于 ${snapshot.opening.openedAt.slice(0, 10)} 因登记模型 ${snapshot.opening.modelDigest} 而开启`)],
    [source.say('Models', '模型'), source.input.bundles.map(({ code, digest }) => `${source.model(code)}${digest === null ? '' : ` ${digest.slice(0, 16)}…`}`).join(', ') || source.say('none given', '未提供')],
    [source.say('Audit trail', '审计记录'), source.say(`${snapshot.audit.events} events, end ${snapshot.audit.hash.slice(0, 16)}…`, `${snapshot.audit.events} 条，末端 ${snapshot.audit.hash.slice(0, 16)}…`)],
    [source.say('Queries', '质疑'), source.say(`${snapshot.queries.raised} raised, ${snapshot.queries.closed} closed`, `提出 ${snapshot.queries.raised}，关闭 ${snapshot.queries.closed}`)],
  ];
}

async function contentOf(input: ReportInput, language: FigureLanguage, only: readonly string[] | undefined): Promise<ReportContent> {
  const source = new ReportSource(input, language);
  const sections: Section[] = [];
  for (const part of REPORT_PARTS) if (only === undefined || only.includes(part.name)) sections.push(await part.make(source));
  return { language, title: input.definition.study.title[language], subtitle: source.say('Report of the locked cohort, made from records', '锁定队列报告（由记录生成）'), identity: identityOf(source), lockedAt: input.snapshot.lockedAt, sections: linked(sections, language) };
}

const blocksOf = <K extends Block['kind']>(content: ReportContent, kind: K): Extract<Block, { kind: K }>[] =>
  content.sections.flatMap(({ blocks }) => blocks.filter((block): block is Extract<Block, { kind: K }> => block.kind === kind));

async function tableFiles(content: ReportContent, table: TableBlock, number: string): Promise<RenderedFile[]> {
  const path = `tables/${table.name}.${content.language}`;
  return [{ path: `${path}.csv`, bytes: utf8(tableCsv(table, content.language)) }, { path: `${path}.docx`, bytes: await tableDocx(table, number, content) }, { path: `${path}.html`, bytes: utf8(tableHtml(table, number, content)) }];
}

const figureFiles = (figure: FigureBlock, png: Uint8Array, language: FigureLanguage): RenderedFile[] => [{ path: `figures/${figure.name}.${language}.svg`, bytes: utf8(figure.svg) }, { path: `figures/${figure.name}.${language}.png`, bytes: png }];

async function filesOf(input: ReportInput, content: ReportContent, tick: () => void): Promise<RenderedFile[]> {
  const numbers = numbered(content);
  const files: RenderedFile[] = [];
  const pictures = new Map<string, Uint8Array>();
  const letters = outlineFonts(input.fonts);
  for (const figure of blocksOf(content, 'figure')) {
    const png = await svgPng(figure.svg, letters);
    pictures.set(figure.name, png);
    files.push(...figureFiles(figure, png, content.language));
    tick();
  }
  for (const table of blocksOf(content, 'table')) {
    files.push(...(await tableFiles(content, table, numbers.get(table.name) ?? '')));
    tick();
  }
  files.push({ path: `report.${content.language}.html`, bytes: utf8(reportHtml(content)) }, { path: `report.${content.language}.docx`, bytes: await reportDocx(content, pictures) });
  tick();
  files.push({ path: `report.${content.language}.pdf`, bytes: await reportPdf(content, input.fonts) });
  tick();
  if (content.sections.some(({ name }) => name === 'model-card')) files.push({ path: content.language === 'en' ? 'MODEL_CARD.md' : `MODEL_CARD.${content.language}.md`, bytes: utf8(modelCardText(new ReportSource(input, content.language))) });
  return files;
}

/**
 * The whole report as files: Word, PDF and HTML, every figure as SVG and PNG of 300 dpi, every table as CSV, Word and HTML.
 * It reads no clock and writes nothing; the same input gives the same bytes. Guards run on all of it first.
 */
export async function renderReport(input: ReportInput, options: RenderOptions = {}): Promise<Result<RenderedFile[]>> {
  const unknown = options.only?.find((name) => !REPORT_PARTS.some((part) => part.name === name));
  if (unknown !== undefined) return refuse({ code: 'report-part-unknown', detail: `There is no table or figure "${unknown}"; --only takes ${REPORT_PARTS.map(({ name }) => name).join(', ')}.` });
  const contents: ReportContent[] = [];
  for (const language of options.languages ?? ['en']) contents.push(await contentOf(input, language, options.only));
  const sound = checkReport(input.analysis, contents);
  if (!sound.ok) return sound;
  const steps = contents.reduce((sum, content) => sum + blocksOf(content, 'figure').length + blocksOf(content, 'table').length + 2, 0);
  let done = 0;
  const tick = (): void => options.onProgress?.(++done, steps);
  const files: RenderedFile[] = [];
  for (const content of contents) files.push(...(await filesOf(input, content, tick)));
  return ok(files.sort((one, other) => (one.path < other.path ? -1 : 1)));
}
