import { DEIDENTIFICATION_CODES, POLICY_VERSION } from './method.ts';
import { allowedPlaces, policyRows, TABLE_EDITION, type PolicyRow } from './policy.ts';

/** Forms in which the policy is printed. */
export type PolicyFormat = 'md' | 'html' | 'json';

interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const optionText = (row: PolicyRow): string => Object.entries(row.options).map(([name, code]) => `${name} ${code}`).join(', ');

function tables(): Table[] {
  const rows = policyRows();
  const place = (source: PolicyRow['source']): readonly (readonly string[])[] =>
    rows.filter((row) => row.source === source).map((row) => [row.tag, row.vr, row.keyword, row.basic, optionText(row), row.action, row.places.join(', '), row.edition, row.reason]);
  const head = ['Tag', 'VR', 'Attribute', 'Basic profile', 'Options of the table', 'Action', 'May stand at', 'Edition', 'Reason'];
  return [
    { title: 'Codes written to the file', head: ['Code', 'Meaning'], rows: DEIDENTIFICATION_CODES.map(({ value, meaning }) => [value, meaning]) },
    { title: 'What may stay, and where', head: ['Path', 'VR', 'Action', 'Reason'], rows: allowedPlaces().map(({ path, vr, action, reason }) => [path, vr, action, reason]) },
    { title: `Attributes of ${TABLE_EDITION}`, head, rows: place('table') },
    { title: 'Further attributes that can identify', head, rows: place('further') },
  ];
}

const INTRODUCTION = [
  `De-identification policy, version ${POLICY_VERSION}, compared with ${TABLE_EDITION}.`,
  'The writer builds a new file from the list of what may stay; an attribute that no rule allows is not written, at any depth. Pixels outside the trusted ultrasound regions are black on every frame. Text inside a region is not searched for by this version.',
];

function markdown(): string {
  const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const parts = tables().map(({ title, head, rows }) => [`## ${title}`, '', row(head), row(head.map(() => '---')), ...rows.map(row), ''].join('\n'));
  return ['# De-identification policy', '', ...INTRODUCTION.flatMap((text) => [text, '']), ...parts].join('\n');
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function html(): string {
  const cells = (kind: 'th' | 'td', row: readonly string[]): string => `<tr>${row.map((cell) => `<${kind}>${escaped(cell)}</${kind}>`).join('')}</tr>`;
  const parts = tables().map(({ title, head, rows }) => `<h2>${escaped(title)}</h2>\n<table>\n<thead>${cells('th', head)}</thead>\n<tbody>\n${rows.map((row) => cells('td', row)).join('\n')}\n</tbody>\n</table>`);
  const style = 'body{font:14px/1.4 sans-serif;margin:2rem}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.2rem .5rem;text-align:left;vertical-align:top}';
  return `<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>De-identification policy</title><style>${style}</style></head>\n<body>\n<h1>De-identification policy</h1>\n${INTRODUCTION.map((text) => `<p>${escaped(text)}</p>`).join('\n')}\n${parts.join('\n')}\n</body>\n</html>\n`;
}

function json(): string {
  return `${JSON.stringify({ version: POLICY_VERSION, edition: TABLE_EDITION, codes: DEIDENTIFICATION_CODES, allowed: allowedPlaces(), attributes: policyRows() }, null, 2)}\n`;
}

/** The policy for people (Markdown, HTML) or programs (JSON). */
export function renderPolicy(format: PolicyFormat): string {
  return format === 'md' ? markdown() : format === 'html' ? html() : json();
}
