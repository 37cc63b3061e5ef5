import { blockers, type Blocker, type CaseFacts } from '@echocohort/case-state';
import { slotsInOrder } from '@echocohort/protocol';
import { formStanding, type ItemInput, type ItemInputs, type StudyDefinition } from '@echocohort/study';
import type { CaseContent } from '@echocohort/persistence';

/** All current answers of a case, the patient's and the lesion's together, by item code. */
export function answersOfCase(content: CaseContent): ItemInputs {
  const answers: Record<string, ItemInput> = {};
  for (const form of content.forms) Object.assign(answers, form.answers);
  return answers;
}

/** The stored case as the table of case states reads it. */
export function caseFacts(content: CaseContent, definition: StudyDefinition): CaseFacts {
  const answers = answersOfCase(content);
  return {
    slots: slotsInOrder(definition.protocol).map(({ code, min }) => ({
      code,
      min,
      filled: (content.slots[code] ?? null) === null ? 0 : 1,
      blocking: content.findings.filter((finding) => finding.slotCode === code && finding.severity === 'blocks').map((finding) => finding.code),
    })),
    forms: definition.forms.map((form) => {
      const { code, name, missing, refused } = formStanding(form, answers);
      return { code, name, missing, refused };
    }),
    openQueries: content.openQueries,
    answeredQueries: content.answeredQueries,
  };
}

/** Counted slots that have no image yet, in protocol order. */
export function missingSlots(content: CaseContent, definition: StudyDefinition): string[] {
  return slotsInOrder(definition.protocol).filter((slot) => slot.counted && (content.slots[slot.code] ?? null) === null).map(({ code }) => code);
}

/** What keeps the case from being complete, as the contract words it. */
export const blockerViews = (facts: CaseFacts) => blockers(facts).map(blockerView);

const blockerView = ({ code, sentence, slot, item }: Blocker) => ({ code, sentence, slot: slot ?? null, item: item ?? null });
