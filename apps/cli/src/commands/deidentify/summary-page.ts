import { createHash } from 'node:crypto';
import { DEIDENTIFICATION_CODES, POLICY_VERSION, renderPolicy, TABLE_EDITION } from '@echocohort/deidentification';
import type { LocalText } from '@echocohort/kernel';
import { ACTION_NAMES } from '../../cleaning/action-counts.ts';
import type { JournalEntry } from './journal.ts';
import type { ReportLine } from './report.ts';

/** What the page tells of. */
export interface SummaryFacts {
  readonly centre: string;
  readonly searchText: boolean;
  readonly at: Date;
  readonly entries: readonly JournalEntry[];
  readonly lines: readonly ReportLine[];
}

const text = (zh: string, en: string): LocalText => ({ zh, en });
const escaped = (raw: string | number): string => String(raw).replace(/[&<>"]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[letter] ?? letter);
const both = ({ zh, en }: LocalText): string => `${escaped(zh)} <span lang="en">${escaped(en)}</span>`;

function table(head: readonly LocalText[], rows: readonly (readonly (string | number)[])[]): string {
  if (rows.length === 0) return `<p>${both(text('无', 'none'))}</p>`;
  const cells = rows.map((row) => `<tr>${row.map((cell) => `<td${typeof cell === 'number' ? ' class="n"' : ''}>${escaped(cell)}</td>`).join('')}</tr>`);
  return `<table><thead><tr>${head.map((cell) => `<th>${both(cell)}</th>`).join('')}</tr></thead><tbody>${cells.join('')}</tbody></table>`;
}

/** How often each of some words occurs, the words in order. */
function counted(words: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

const boxText = (boxes: readonly { x0: number; y0: number; x1: number; y1: number }[]): string => boxes.map(({ x0, y0, x1, y1 }) => `${x0},${y0}–${x1},${y1}`).join('; ');

function layoutRows(entries: readonly JournalEntry[]): (string | number)[][] {
  const used = entries.flatMap(({ layout }) => (layout ? [JSON.stringify([layout.manufacturer, layout.model, layout.software, `${layout.columns}×${layout.rows}`, boxText(layout.kept), layout.template ?? ''])] : []));
  return counted(used).map(([key, count]) => {
    const cells: unknown = JSON.parse(key);
    return [...(Array.isArray(cells) ? cells.map(String) : []), count];
  });
}

function done({ searchText }: SummaryFacts): string {
  const steps: LocalText[] = [
    text('每个输出文件均按允许清单重新生成；清单以外的元素一律不写入。', 'Each output file was built anew from an allow list; no element outside it was written.'),
    text('姓名与病历号替换为受试者编号，所有实例 UID 用本中心密钥做单向映射，日期按受试者整体平移（间隔不变）。', 'Name and number became the subject code, instance UIDs were mapped one-way with the centre\'s key, dates moved by whole days for each subject (intervals kept).'),
    text('超声区域以外的像素在每一帧上涂黑。', 'Pixels outside the ultrasound regions were made black on every frame.'),
    text('写出后由另一套读取程序复查，逐一搜索源文件中的标识字符串。', 'After writing, a second reader reopened each file and searched it for the identifying strings of its source.'),
    searchText
      ? text('已用文字识别检查区域内部；发现文字的文件被扣留，由人决定。', 'The inside of the regions was searched for text; a file with text was held for a person.')
      : text('未检查区域内部的文字：发送前须逐张目视检查。', 'The inside of the regions was NOT searched for text: look at each picture before it is sent.'),
  ];
  return `<ul>${steps.map((step) => `<li>${both(step)}</li>`).join('')}</ul>`;
}

const sign = (label: LocalText): string => `<div class="sign"><span>${both(label)}</span></div>`;

const STYLE = 'body{font:14px/1.5 "Noto Sans SC","Microsoft YaHei",sans-serif;max-width:210mm;margin:12mm auto;padding:0 8mm;color:#111}h1{font-size:20px}h2{font-size:15px;margin:18px 0 6px}span[lang=en]{color:#555;font-size:12px}table{border-collapse:collapse;width:100%}td,th{border:1px solid #bbb;padding:3px 6px;text-align:left;vertical-align:top;font-weight:400}th{background:#f1f1f1}.n{text-align:right;font-variant-numeric:tabular-nums}.sign{display:inline-block;width:31%;margin-right:2%;margin-top:34px;border-top:1px solid #111}code{font-size:12px;word-break:break-all}@media print{body{margin:0}}';

/** A self-contained page that a data protection officer can read and sign: what was done, counts, scanners. It names no patient, path or text. */
export function summaryPage(facts: SummaryFacts): string {
  const { centre, at, entries, lines } = facts;
  const digest = createHash('sha256').update(renderPolicy('json')).digest('hex');
  const statuses = counted(lines.map(({ status }) => status));
  const names: Readonly<Record<string, LocalText>> = { clean: text('已清洁', 'clean'), held: text('扣留待人工处理', 'held for a person'), refused: text('拒绝', 'refused') };
  const actions = ACTION_NAMES.map((name) => [name, lines.reduce((sum, line) => sum + (line.actions?.[name] ?? 0), 0)]);
  const sections = [
    `<h1>${both(text('去标识化记录', 'Record of de-identification'))}</h1>`,
    `<p>${both(text('中心', 'Centre'))} <b>${escaped(centre)}</b> · ${both(text('完成时间', 'Finished'))} <b>${escaped(at.toISOString().slice(0, 16).replace('T', ' '))} UTC</b> · ${both(text('输入文件', 'Inputs'))} <b>${lines.length}</b></p>`,
    `<h2>${both(text('做了什么', 'What was done'))}</h2>${done(facts)}`,
    `<h2>${both(text('规则', 'Rules'))}</h2><p>EchoCohort allow list ${escaped(POLICY_VERSION)} · DICOM PS3.15 Table E.1-1 ${escaped(TABLE_EDITION)} · SHA-256 <code>${digest}</code></p>`,
    table([text('选项编码', 'Option code'), text('含义', 'Meaning')], DEIDENTIFICATION_CODES.map(({ value, scheme, meaning }) => [`${value} (${scheme})`, meaning])),
    `<h2>${both(text('结果', 'Outcome'))}</h2>${table([text('结果', 'Outcome'), text('文件数', 'Files')], statuses.map(([status, count]) => [`${names[status]?.zh ?? ''} ${names[status]?.en ?? status}`, count]))}`,
    `<h2>${both(text('原因与备注代码', 'Codes of reasons and remarks'))}</h2>${table([text('代码', 'Code'), text('文件数', 'Files')], counted(lines.flatMap(({ codes }) => codes)))}`,
    `<h2>${both(text('操作计数（MIDI-B 名称）', 'Actions, under the names of MIDI-B'))}</h2>${table([text('操作', 'Action'), text('次数', 'Count')], actions)}`,
    `<h2>${both(text('扫描仪与保留区域', 'Scanners and what stays of the picture'))}</h2>${table([text('厂商', 'Manufacturer'), text('型号', 'Model'), text('软件', 'Software'), text('画面', 'Screen'), text('保留', 'Kept'), text('掩膜模板', 'Mask template'), text('文件数', 'Files')], layoutRows(entries))}`,
    `<p>${both(text('本页不含患者标识、原始路径或图中文字。', 'This page holds no identifier of a patient, no original path and no text of a picture.'))}</p>`,
    [text('姓名', 'Name'), text('日期', 'Date'), text('签名', 'Signature')].map(sign).join(''),
  ];
  return `<!doctype html>\n<html lang="zh"><head><meta charset="utf-8"><title>${escaped(centre)} 去标识化记录 Record of de-identification</title><style>${STYLE}</style></head>\n<body>\n${sections.join('\n')}\n</body></html>\n`;
}
