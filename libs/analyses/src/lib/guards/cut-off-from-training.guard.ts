import type { AnalysisReport } from '../results/report.schema.ts';
import { guarded, type Check, type Guard } from './guard.ts';

function* checksOf({ results: { performance, stratified, failures }, idSets }: AnalysisReport): Generator<Check> {
  if (performance.status !== 'done') return;
  const cutOffs = new Map(performance.value.cutOffs.map((entry) => [entry.model, entry]));
  const training = new Set(idSets['flow/set:training']?.ids ?? []);
  for (const { model, set, ids } of cutOffs.values()) {
    yield { where: `cutOffs.${model}`, holds: set === 'training', detail: 'The cut-off does not come from the training set.' };
    if (ids !== null && training.size > 0) yield { where: `cutOffs.${model}.ids`, holds: (idSets[ids]?.ids ?? []).every((lesion) => training.has(lesion)), detail: 'The cut-off was chosen with lesions that are not in the training set.' };
  }
  const cells = [...performance.value.cells, ...(stratified.status === 'done' ? stratified.value.variables.flatMap((variable) => variable.cells) : [])];
  for (const { model, group, cutOff } of cells) yield { where: `performance.${model}.${group}`, holds: cutOff === (cutOffs.get(model)?.value ?? null), detail: 'The cut-off applied is not the one of the training set.' };
  if (failures.status !== 'done') return;
  for (const { model, group, cutOff } of failures.value.rows) yield { where: `failures.${model}.${group}`, holds: cutOff === cutOffs.get(model)?.value, detail: 'The cut-off applied is not the one of the training set.' };
}

/** Youden's cut-off is chosen in training and carried unchanged (paper 2.9). */
export const cutOffFromTraining: Guard = { name: 'cut-off-from-training', check: (report) => guarded(checksOf(report)) };
