import type { AnalysisReport, PerformanceCell } from '@echocohort/analyses';
import { ok, refuse, type Result } from '@echocohort/kernel';
import { cellText, type Block, type ReportContent } from '../content/report-content.ts';

/** A rule that a report broke, and where. */
export interface Violation {
  readonly rule: 'counts-add-up' | 'accuracy-between' | 'net-benefit-bound' | 'unit-stated' | 'p-never-zero' | 'cut-off-from-training' | 'no-nan' | 'facts-stated';
  readonly where: string;
  readonly detail: string;
}

/** Rounding of a double, not of a printed number: guards look at the numbers themselves. */
const EPSILON = 1e-9;

function cellViolations(cell: PerformanceCell, cutOffs: ReadonlyMap<string, number | null>): Violation[] {
  const where = `table2: ${cell.model}, ${cell.group}${cell.stratum ? `, ${cell.stratum.code}` : ''}`;
  const found: Violation[] = [];
  const { counts, accuracy, sensitivity, specificity } = cell;
  if (counts) {
    const { truePositives, falsePositives, falseNegatives, trueNegatives } = counts;
    if (truePositives + falsePositives + falseNegatives + trueNegatives !== cell.n || truePositives + falseNegatives !== cell.events) found.push({ rule: 'counts-add-up', where, detail: `the four counts do not add up to ${cell.n} lesions with ${cell.events} malignant` });
  }
  if (accuracy.value !== null && sensitivity.value !== null && specificity.value !== null) {
    const [low, high] = [Math.min(sensitivity.value, specificity.value), Math.max(sensitivity.value, specificity.value)];
    if (accuracy.value < low - EPSILON || accuracy.value > high + EPSILON) found.push({ rule: 'accuracy-between', where, detail: 'accuracy lies outside sensitivity and specificity' });
  }
  if (cell.cutOff !== null && cutOffs.get(cell.model) !== cell.cutOff) found.push({ rule: 'cut-off-from-training', where, detail: 'the cut-off is not the one that was fixed in training' });
  return found;
}

function resultViolations({ results }: AnalysisReport): Violation[] {
  const found: Violation[] = [];
  if (results.performance.status === 'done') {
    const { cutOffs, cells } = results.performance.value;
    const byModel = new Map(cutOffs.map(({ model, value }) => [model, value]));
    const strata = results.stratified.status === 'done' ? results.stratified.value.variables.flatMap((variable) => variable.cells) : [];
    for (const cell of [...cells, ...strata]) found.push(...cellViolations(cell, byModel));
  }
  if (results.decisionCurve.status === 'done') {
    for (const set of results.decisionCurve.value.sets) {
      const { prevalence } = set;
      if (prevalence === null) continue;
      const curves = [{ name: 'treat-all', points: set.treatAll }, ...set.models.map(({ model, points }) => ({ name: model, points }))];
      for (const { name, points } of curves) if (points.some(({ netBenefit }) => netBenefit > prevalence + EPSILON)) found.push({ rule: 'net-benefit-bound', where: `decision-curve: ${name}, ${set.group}`, detail: `net benefit exceeds the prevalence of ${prevalence.toFixed(3)}` });
    }
  }
  if (results.flow.status === 'done') found.push(...flowViolations(results.flow.value.boxes));
  return found;
}

function flowViolations(boxes: readonly { readonly kind: string; readonly lesions: number }[]): Violation[] {
  const sum = (...kinds: readonly string[]): number => boxes.filter(({ kind }) => kinds.includes(kind)).reduce((total, { lesions }) => total + lesions, 0);
  const found: Violation[] = [];
  const left = sum('excluded', 'pending') + sum('included');
  if (sum('screened') !== left) found.push({ rule: 'counts-add-up', where: 'flow', detail: `${sum('screened')} lesions were screened, but the boxes hold ${left}` });
  if (boxes.some(({ kind }) => kind === 'set') && sum('set') !== sum('included')) found.push({ rule: 'counts-add-up', where: 'flow', detail: `${sum('included')} lesions were included, but the sets hold ${sum('set')}` });
  return found;
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

/** Refuses a report whose numbers cannot be, or whose tables hide what they count, before anything of it is written. */
export function checkReport(analysis: AnalysisReport, contents: readonly ReportContent[]): Result<null> {
  const found = [...resultViolations(analysis), ...contents.flatMap(({ sections }) => sections.flatMap(({ blocks }) => blocks.flatMap(blockViolations)))];
  const [first] = found;
  if (!first) return ok(null);
  return refuse({ code: 'report-guard', detail: `The report breaks the rule "${first.rule}" in ${first.where}: ${first.detail}.${found.length > 1 ? ` ${found.length - 1} further violations.` : ''}`, facts: { rule: first.rule, where: first.where, violations: found.map(({ rule, where }) => `${rule}: ${where}`) } });
}
