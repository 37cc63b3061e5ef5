import { defineRoute, localText } from '@echocohort/contracts-reading';
import { z } from 'zod';

export const itemView = z.object({
  code: z.string(),
  label: localText,
  type: z.enum(['number', 'integer', 'choice', 'boolean', 'date', 'text']),
  unit: z.string().nullable(),
  choices: z.array(z.object({ code: z.string(), label: localText })),
  range: z.object({ min: z.number().nullable(), max: z.number().nullable() }).nullable(),
  required: z.boolean(),
  missingReasons: z.array(z.object({ code: z.string(), label: localText })),
});
export type ItemView = z.output<typeof itemView>;

export const formDefinitionView = z.object({ code: z.string(), name: localText, scope: z.enum(['patient', 'lesion']), items: z.array(itemView) });
export type FormDefinitionView = z.output<typeof formDefinitionView>;

/** The protocol as data: what a slot is, in the words a coordinator reads. `requirements` feeds the checks that run in the browser. */
export const slotView = z.object({
  code: z.string(),
  order: z.number(),
  name: localText,
  view: localText,
  role: z.string(),
  imageType: z.string(),
  min: z.number(),
  max: z.number(),
  counted: z.boolean(),
  /** The slot exactly as libs/protocol types it, for `checkSlot` in the browser. */
  requirements: z.record(z.string(), z.unknown()),
});
export type SlotView = z.output<typeof slotView>;

export const studyView = z.object({
  code: z.string(),
  name: localText,
  version: z.string(),
  digest: z.string(),
  protocolVersion: z.string(),
  protocolNote: localText.nullable(),
  centres: z.array(z.object({ code: z.string(), name: localText, role: z.enum(['development', 'external']) })),
  devices: z.array(z.object({ code: z.string(), centre: z.string(), manufacturer: z.string(), model: z.string(), transducer: z.string().nullable() })),
  /** Whether a picture needs a statement of who approved it before it is taken. */
  approval: z.enum(['required', 'optional']),
  slots: z.array(slotView),
  forms: z.array(formDefinitionView),
  lesionTypes: z.array(z.object({ code: z.string(), name: localText, malignant: z.boolean().nullable() })),
  pathologyMethods: z.array(z.object({ code: z.string(), name: localText })),
  panelReasons: z.array(z.object({ code: z.string(), text: localText })),
  cohortDefaults: z.object({ trainingParts: z.number(), internalParts: z.number() }),
});
export type StudyView = z.output<typeof studyView>;

export const studyRoutes = {
  study: defineRoute({ name: 'study', method: 'GET', path: '/v1/study', access: ['study.read'], summary: 'The active study definition: centres, devices, slots, forms, lesion types.', response: studyView }),
} as const;
