import { orderedExclusions, type CohortCatalogue, type ExclusionLabel } from '@echocohort/cohort';
import { ruleOf } from '@echocohort/eligibility';
import type { StudyDefinition } from '@echocohort/study';

/** What a cohort's criteria may name: items of forms. Pathology is no form, so no cohort is chosen by its outcome. */
export const catalogueOf = (definition: StudyDefinition): CohortCatalogue => ({
  centres: definition.centres.map(({ code }) => code),
  items: definition.forms.flatMap((form) => form.items.map(({ code, type, choices }) => ({ code, type, choices: choices?.map((choice) => choice.code) }))),
});

/** The study's criteria as the flow chart words a case that fails them, in the order of primary reasons. */
export function exclusionLabels(definition: StudyDefinition): ExclusionLabel[] {
  const labels = definition.eligibility.criteria.map(({ code }): ExclusionLabel => {
    const rule = ruleOf(code);
    if (!rule) return { code, label: { zh: code, en: code } };
    const { zh, en } = rule.name;
    return { code, label: rule.kind === 'inclusion' ? { zh: `${code} 未满足：${zh}`, en: `${code} not met: ${en}` } : { zh: `${code} ${zh}`, en: `${code} ${en}` } };
  });
  return orderedExclusions(labels, definition.eligibility.primaryOrder);
}

export const externalCentres = (definition: StudyDefinition): ReadonlySet<string> =>
  new Set(definition.centres.filter(({ role }) => role === 'external').map(({ code }) => code));
