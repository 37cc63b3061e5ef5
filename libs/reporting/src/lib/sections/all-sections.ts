import { calibrationSection } from './calibration.section.ts';
import { claimSection, stardSection, tripodSection } from './checklist.section.ts';
import { decisionSection } from './decision.section.ts';
import { delongSection } from './delong.section.ts';
import { failuresSection } from './failures.section.ts';
import { flowSection } from './flow.section.ts';
import { foldsSection } from './folds.section.ts';
import { intervalSection } from './interval.section.ts';
import { methodsSection } from './methods.section.ts';
import { modelCardSection } from './model-card.section.ts';
import { nomogram } from './nomogram.section.ts';
import { oddsSection } from './odds.section.ts';
import { rocSection } from './roc.section.ts';
import type { SectionMaker } from './section-maker.ts';
import { strataSection } from './strata.section.ts';
import { table1Section } from './table1.section.ts';
import { table2Section } from './table2.section.ts';

/** A part of the report: its name (what `--only` takes), what it holds, and whether it needs the predictions of a model. */
export interface ReportPart {
  readonly name: string;
  readonly holds: string;
  readonly needsModel: boolean;
  readonly make: SectionMaker;
}

/** Every part, in the order of the report. */
export const REPORT_PARTS: readonly ReportPart[] = [
  { name: 'methods', holds: 'methods paragraph from what was really run', needsModel: false, make: methodsSection },
  { name: 'flow', holds: 'flow chart (STARD) and its numbers', needsModel: false, make: flowSection },
  { name: 'table1', holds: 'baseline characteristics by set', needsModel: false, make: table1Section },
  { name: 'interval', holds: 'days from scan to pathology', needsModel: false, make: intervalSection },
  { name: 'odds', holds: 'univariable and multivariable odds ratios, forest plot', needsModel: false, make: oddsSection },
  { name: 'nomogram', holds: 'Model-LBC: equation, nomogram and its points', needsModel: true, make: nomogram },
  { name: 'table2', holds: 'performance by model, set and size; cross table', needsModel: true, make: table2Section },
  { name: 'roc', holds: 'ROC figures by set', needsModel: true, make: rocSection },
  { name: 'delong', holds: 'DeLong comparisons of models and sets', needsModel: true, make: delongSection },
  { name: 'folds', holds: 'five-fold robustness', needsModel: true, make: foldsSection },
  { name: 'calibration', holds: 'calibration table and figures', needsModel: true, make: calibrationSection },
  { name: 'decision-curve', holds: 'decision curves and interventions avoided', needsModel: true, make: decisionSection },
  { name: 'strata', holds: 'by size and liver background, with tests', needsModel: true, make: strataSection },
  { name: 'failures', holds: 'wrong calls with attention maps', needsModel: true, make: failuresSection },
  { name: 'model-card', holds: 'model card, also as MODEL_CARD.md', needsModel: true, make: modelCardSection },
  { name: 'stard', holds: 'STARD 2015 items', needsModel: false, make: stardSection },
  { name: 'tripod', holds: 'TRIPOD+AI items', needsModel: false, make: tripodSection },
  { name: 'claim', holds: 'CLAIM items', needsModel: false, make: claimSection },
];
