import { exclusionLabels, type CohortCatalogue, type ExclusionLabel } from '@echocohort/cohort';
import type { StudyDefinition } from '@echocohort/study';

/** What a cohort's criteria may name: items of forms. Pathology is no form, so no cohort is chosen by its outcome. */
export const catalogueOf = (definition: StudyDefinition): CohortCatalogue => ({
  centres: definition.centres.map(({ code }) => code),
  items: definition.forms.flatMap((form) => form.items.map(({ code, type, choices }) => ({ code, type, choices: choices?.map((choice) => choice.code) }))),
});

/** The study's exclusions in the words and order of the flow chart. */
export const exclusionLabelsOf = ({ eligibility }: StudyDefinition): ExclusionLabel[] => exclusionLabels(eligibility.criteria.map(({ code }) => code), eligibility.primaryOrder);

export const externalCentres = (definition: StudyDefinition): ReadonlySet<string> =>
  new Set(definition.centres.filter(({ role }) => role === 'external').map(({ code }) => code));
