import { SLOT_IMAGE_TYPES, SLOT_ROLES } from '@echocohort/protocol';
import { z } from 'zod';
import { code, formDefinition, localText, missingReason } from './item-definition.schema.ts';

const centre = z.strictObject({ code: z.string().regex(/^C\d{2}$/, 'a centre code is C and two digits'), name: localText, role: z.enum(['development', 'external']) });

const device = z.strictObject({
  code: z.string().regex(/^D\d{2}$/, 'a device code is D and two digits'),
  centre: z.string(),
  manufacturer: z.string().min(1),
  model: z.string().min(1),
  /** Empty: any transducer of this machine. */
  transducer: z.string().default(''),
});

const slot = z.strictObject({
  code,
  order: z.number().int().min(1).max(99),
  name: localText,
  view: localText,
  role: z.enum(SLOT_ROLES),
  imageType: z.enum(SLOT_IMAGE_TYPES),
  min: z.number().int().min(0),
  max: z.number().int().min(1),
  counted: z.boolean(),
  feeds: z.array(z.string().min(1)),
  minRows: z.number().int().min(1),
  minColumns: z.number().int().min(1),
  noCalipers: z.boolean().default(false),
  seconds: z.strictObject({ min: z.number().min(0), max: z.number().min(0) }).optional(),
});

/** Versions stand in comments of generated scripts, in names and in headings: one line, whatever is in it. */
const version = z.string().regex(/^[^\p{Cc}\p{Zl}\p{Zp}]{1,60}$/u, 'a version is one line of at most 60 characters');

const protocol = z.strictObject({
  version,
  /** Where the protocol comes from, shown wherever it is shown. */
  note: localText.optional(),
  slots: z.array(slot).min(1),
});

const lesionType = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  name: localText,
  malignant: z.boolean().nullable(),
  definite: z.boolean().default(true),
  needsText: z.boolean().default(false),
  icdO3: z.string().regex(/^\d{4}\/\d$/).optional(),
});

const eligibility = z.strictObject({
  criteria: z.array(z.strictObject({ code: z.string(), parameters: z.record(z.string(), z.union([z.string(), z.number()])).default({}) })).min(1),
  /** First failing code of this list is the primary reason of the flow chart. */
  primaryOrder: z.array(z.string()),
  afpWindow: z.strictObject({ value: z.string(), date: z.string(), mostDays: z.number().int().min(0) }).optional(),
});

/** A column of the analysis: an item as it is, cut in two, or cut into strata. */
const analysisVariable = z.strictObject({
  code,
  label: localText,
  item: z.string(),
  kind: z.enum(['continuous', 'binary', 'categorical']),
  /** Choice codes or the answer that count as yes, for a binary variable of a choice or yes/no item. */
  positive: z.array(z.union([z.string(), z.boolean()])).min(1).optional(),
  /** Values above this count as yes, for a binary variable of a number. */
  above: z.number().optional(),
  /** Upper bounds of strata, each included, the last open. */
  strata: z.array(z.strictObject({ code, label: localText, upTo: z.number().nullable() })).min(2).optional(),
  /** Is it a candidate of the multivariable model? */
  candidate: z.boolean().default(false),
});
export type AnalysisVariable = z.output<typeof analysisVariable>;

/** A reason that the panel can pick for a query. */
const panelReason = z.strictObject({ code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), text: localText, needsText: z.boolean().default(false) });
export type PanelReason = z.output<typeof panelReason>;

/** Everything that a study is. Strict throughout: a key that nobody reads is a mistake of its writer. */
export const studyDefinitionSchema = z.strictObject({
  study: z.strictObject({ code, version, title: localText, registration: z.string().optional(), source: z.string().optional() }),
  centres: z.array(centre).min(1),
  devices: z.array(device),
  /** Rules of the hand-over from centre to platform. With `required` no image is taken without a statement of who approved it. */
  deidentification: z.strictObject({ approval: z.enum(['required', 'optional']).default('optional') }).default({ approval: 'optional' }),
  protocol,
  missingReasons: z.array(missingReason),
  forms: z.array(formDefinition).min(1),
  lesionTypes: z.array(lesionType).min(1),
  pathologyMethods: z.array(z.strictObject({ code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), name: localText })).min(1),
  eligibility,
  panelReasons: z.array(panelReason).min(1),
  analysis: z.array(analysisVariable),
  cohort: z.strictObject({
    trainingParts: z.number().int().min(1),
    internalParts: z.number().int().min(1),
    stratify: z.array(z.enum(['centre', 'malignant'])).default([]),
    folds: z.number().int().min(2).max(20).default(5),
    /** Who opens the outcomes of external centres: two key holders, or the server itself once a model is registered. */
    sealing: z.enum(['two-person', 'automatic']).default('automatic'),
  }),
});

/** A study definition as the platform uses it, all defaults filled in. */
export type StudyDefinition = z.output<typeof studyDefinitionSchema>;
export type CentreDefinition = StudyDefinition['centres'][number];
export type DeviceDefinition = StudyDefinition['devices'][number];
