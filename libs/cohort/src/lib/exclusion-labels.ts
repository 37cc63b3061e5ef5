import { ruleOf } from '@echocohort/eligibility';
import { orderedExclusions, type ExclusionLabel } from './flow-chart.ts';

/** The study's criteria as the flow chart words a case that fails them, in the order of primary reasons. */
export function exclusionLabels(codes: readonly string[], primaryOrder: readonly string[]): ExclusionLabel[] {
  const labels = codes.map((code): ExclusionLabel => {
    const rule = ruleOf(code);
    if (!rule) return { code, label: { zh: code, en: code } };
    const { zh, en } = rule.name;
    return { code, label: rule.kind === 'inclusion' ? { zh: `${code} 未满足：${zh}`, en: `${code} not met: ${en}` } : { zh: `${code} ${zh}`, en: `${code} ${en}` } };
  });
  return orderedExclusions(labels, primaryOrder);
}
