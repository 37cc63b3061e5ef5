import type { MethodAdapter } from './adapter.ts';
import { adapter as aucDelong } from './auc-delong.adapter.ts';
import { adapter as calibration } from './calibration.adapter.ts';
import { adapter as crossValidation } from './cross-validation.adapter.ts';
import { adapter as decisionCurve } from './decision-curve.adapter.ts';
import { adapter as delongPaired } from './delong-paired.adapter.ts';
import { adapter as delongUnpaired } from './delong-unpaired.adapter.ts';
import { adapter as diagnostic } from './diagnostic-2x2.adapter.ts';
import { adapter as distributions } from './distributions.adapter.ts';
import { adapter as groupTests } from './group-tests.adapter.ts';
import { adapter as hosmerLemeshow } from './hosmer-lemeshow.adapter.ts';
import { adapter as logistic } from './logistic.adapter.ts';
import { adapter as mannWhitney } from './mann-whitney.adapter.ts';
import { adapter as mcnemar } from './mcnemar.adapter.ts';
import { adapter as mrmc } from './mrmc.adapter.ts';
import { adapter as nomogram } from './nomogram.adapter.ts';
import { adapter as proportion } from './proportion-ci.adapter.ts';
import { adapter as rocCurve } from './roc-curve.adapter.ts';
import { adapter as stratified } from './stratified.adapter.ts';
import { adapter as table1 } from './table1.adapter.ts';
import { adapter as youden } from './youden.adapter.ts';

/** One adapter a method, in the order of the names. */
export const ADAPTERS: readonly MethodAdapter[] = [
  aucDelong,
  calibration,
  crossValidation,
  decisionCurve,
  delongPaired,
  delongUnpaired,
  diagnostic,
  distributions,
  groupTests,
  hosmerLemeshow,
  logistic,
  mannWhitney,
  mcnemar,
  mrmc,
  nomogram,
  proportion,
  rocCurve,
  stratified,
  table1,
  youden,
];
