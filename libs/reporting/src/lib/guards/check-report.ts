import { runGuards, type AnalysisReport } from '@echocohort/analyses';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { cellText, type Block, type ReportContent } from '../content/report-content.ts';

/** A rule of print that a table or figure broke, and where. */
export interface Violation {
  readonly rule: 'unit-stated' | 'facts-stated' | 'p-never-zero' | 'no-nan';
  readonly where: string;
  readonly detail: string;
}

/** A p of nought in print: "0.000", or "p 0". */
const ZERO_P = /^[<>=≤\s]*0\.0+$/;

function blockViolations(block: Block): Violation[] {
  if (block.kind === 'text' || block.kind === 'list') return [];
  const found: Violation[] = [];
  if (block.facts.unit.trim() === '') found.push({ rule: 'unit-stated', where: block.name, detail: 'no unit is stated' });
  if (block.facts.method.trim() === '' || block.facts.n.trim() === '' || block.facts.source.trim() === '') found.push({ rule: 'facts-stated', where: block.name, detail: 'method, n or source is not stated' });
  if (block.kind !== 'table') return found;
  const pColumns = block.columns.flatMap(({ title }, at) => (/^p\b/.test(title) ? [at] : []));
  for (const { cells } of block.rows) {
    if (pColumns.some((at) => ZERO_P.test(cellText(cells[at] ?? '')))) found.push({ rule: 'p-never-zero', where: block.name, detail: 'p is printed as nought' });
    if (cells.some((cell) => /\b(NaN|undefined|Infinity)\b/.test(cellText(cell)))) found.push({ rule: 'no-nan', where: block.name, detail: 'a cell holds no number and does not say why' });
  }
  return found;
}

/**
 * Refuses a report whose numbers cannot be, or whose tables hide what they count, before anything of it is written: first the guards
 * of the analyses over the numbers, then the rules of print over the tables and figures.
 */
export function checkReport(analysis: AnalysisReport, contents: readonly ReportContent[]): Result<null> {
  const numbers = runGuards(analysis);
  if (!numbers.ok) return refuse({ ...numbers.refusal, detail: `The report breaks the rule "${numbers.refusal.code.replace(/^guard-/, '')}" in ${numbers.refusal.detail}` });
  const found = contents.flatMap(({ sections }) => sections.flatMap(({ blocks }) => blocks.flatMap(blockViolations)));
  const [first] = found;
  if (!first) return ok(null);
  return refuse({ code: `guard-${first.rule}`, detail: `The report breaks the rule "${first.rule}" in ${first.where}: ${first.detail}.`, facts: { guard: first.rule, where: first.where, violations: found.map(({ rule, where }) => `${rule}: ${where}`) } });
}
