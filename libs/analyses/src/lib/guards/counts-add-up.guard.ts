import type { BaselineVariable, FlowResult } from '../results/cohort.schema.ts';
import type { PerformanceCell } from '../results/performance.schema.ts';
import type { AnalysisReport } from '../results/report.schema.ts';
import { guarded, type Check, type Guard } from './guard.ts';

const equal = (where: string, parts: number, whole: number): Check => ({ where, holds: parts === whole, detail: `The parts add to ${parts}, the whole is ${whole}.` });

/** The boxes partition what was screened, and the sets what was included: a flow chart that loses two patients cannot be made. */
function* flowChecks({ boxes }: FlowResult): Generator<Check> {
  const sum = (kinds: readonly string[], field: 'lesions' | 'patients'): number => boxes.filter(({ kind }) => kinds.includes(kind)).reduce((total, box) => total + box[field], 0);
  yield equal('flow.lesions', sum(['excluded', 'pending', 'included'], 'lesions'), sum(['screened'], 'lesions'));
  yield equal('flow.sets.lesions', sum(['set'], 'lesions'), sum(['included'], 'lesions'));
  yield equal('flow.sets.patients', sum(['set'], 'patients'), sum(['included'], 'patients'));
}

function* baselineChecks({ code, kind, lines }: BaselineVariable, sizes: ReadonlyMap<string, number>): Generator<Check> {
  for (const [group, size] of sizes) {
    const cells = lines.flatMap((line) => line.cells.filter((cell) => cell.group === group).map((cell) => ({ ...cell, line: line.kind })));
    for (const cell of cells) yield equal(`table1.${code}.${group}`, cell.n + cell.missing, size);
    if (kind === 'categorical') yield equal(`table1.${code}.${group}.levels`, cells.reduce((sum, cell) => sum + (cell.count ?? 0), 0), size);
  }
  if (kind !== 'categorical') return;
  for (const { code: line, cells } of lines) {
    const count = (group: string): number => cells.find((cell) => cell.group === group)?.count ?? 0;
    yield equal(`table1.${code}.${line}`, count('training') + count('internal_validation') + count('external_validation'), count('all'));
  }
}

function* cellChecks({ model, group, stratum, counts, n, events, patients }: PerformanceCell): Generator<Check> {
  const where = `performance.${model}.${group}${stratum ? `.${stratum.code}` : ''}`;
  yield { where, holds: events >= 0 && events <= n && patients <= n, detail: 'There are more malignant lesions, or more patients, than lesions.' };
  if (counts === null) return;
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = counts;
  yield equal(where, truePositives + falsePositives + falseNegatives + trueNegatives, n);
  yield equal(`${where}.malignant`, truePositives + falseNegatives, events);
}

function* checksOf({ results, sets }: AnalysisReport): Generator<Check> {
  const { flow, table1, performance, stratified } = results;
  if (flow.status === 'done') yield* flowChecks(flow.value);
  if (table1.status === 'done') {
    for (const unit of ['patient', 'lesion'] as const) {
      const sizes = new Map(table1.value.columns.map((column) => [column.group, unit === 'patient' ? column.patients : column.lesions]));
      for (const variable of table1.value.variables) if (variable.unit === unit) yield* baselineChecks(variable, sizes);
    }
  }
  const cells = [...(performance.status === 'done' ? performance.value.cells : []), ...(stratified.status === 'done' ? stratified.value.variables.flatMap((variable) => variable.cells) : [])];
  for (const cell of cells) yield* cellChecks(cell);
  for (const { group, lesions, patients, known } of sets) yield { where: `sets.${group}`, holds: known <= lesions && patients <= lesions, detail: 'A set has more patients or outcomes than lesions.' };
}

/** Counts add up everywhere: boxes, levels with the missing, cells of a two by two table. */
export const countsAddUp: Guard = { name: 'counts-add-up', check: (report) => guarded(checksOf(report)) };
