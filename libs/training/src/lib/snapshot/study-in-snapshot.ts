import { ok, refuse, type Result } from '@echocohort/kernel';
import { z } from 'zod';

/** Leaf that holds the study's definition as it was when the snapshot was locked. */
export const STUDY_PATH = 'study.json';
export const PARTICIPANTS_PATH = 'participants.tsv';

const truth = z.union([z.string(), z.boolean(), z.number()]);

/** The part of a study's definition that training needs: items with their choices, and the analysis variables. */
const studySchema = z.object({
  forms: z.array(z.object({ items: z.array(z.object({ code: z.string(), choices: z.array(z.object({ code: z.string() })).nullish() })) })).default([]),
  analysis: z.array(z.object({
    code: z.string(), item: z.string(), kind: z.enum(['continuous', 'binary', 'categorical']), candidate: z.boolean().nullish(), positive: z.array(truth).nullish(), above: z.number().nullish(),
    strata: z.array(z.object({ code: z.string(), upTo: z.number().nullable() })).nullish(),
  })).default([]),
});
export type StudyInSnapshot = z.output<typeof studySchema>;
export type AnalysisVariable = StudyInSnapshot['analysis'][number];

export function readStudy(text: string): Result<StudyInSnapshot> {
  try {
    const parsed = studySchema.safeParse(JSON.parse(text));
    if (parsed.success) return ok(parsed.data);
  } catch {
    // Told by the refusal below: no JSON and other JSON are the same to the reader.
  }
  return refuse({ code: 'snapshot-study-unreadable', detail: `${STUDY_PATH} does not hold the study's forms and analysis variables.` });
}

/** The choices of an item, in the order of the definition; null when there is no such item or it is no choice. */
export function choicesOf(study: StudyInSnapshot, item: string): string[] | null {
  const found = study.forms.flatMap(({ items }) => items).find(({ code }) => code === item);
  return found?.choices ? found.choices.map(({ code }) => code) : null;
}
