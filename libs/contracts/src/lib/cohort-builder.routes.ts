import { baselineTable } from '@echocohort/analyses';
import { defineRoute, localText } from '@echocohort/contracts-reading';
import { z } from 'zod';
import { cohortDefinition, cohortPreview } from './cohort.routes.ts';

/** Something that a criterion may name: an item of a form, or a fact of the case (`@centre`, `@device`, `@scan_date`, `@finding`, `@slot.L1`). */
export const catalogueItem = z.object({
  item: z.string(),
  label: localText,
  group: z.enum(['case', 'images', 'form']),
  /** Form that the item stands in, else null. */
  form: z.string().nullable(),
  type: z.enum(['number', 'integer', 'choice', 'boolean', 'date', 'text', 'list', 'presence']),
  choices: z.array(z.object({ code: z.string(), label: localText })),
});
export type CatalogueItemView = z.output<typeof catalogueItem>;

export const cohortVersionView = z.object({ number: z.number(), name: z.string(), definition: cohortDefinition, digest: z.string(), definedAt: z.string(), definedBy: z.string(), sentences: z.array(localText) });
export type CohortVersionView = z.output<typeof cohortVersionView>;

const caseRef = z.object({ caseId: z.string(), code: z.string() });

/** How two definitions differ: in words, and by the cases that only one of them takes as the record is now. */
export const cohortDiffView = z.object({
  from: z.object({ cohortId: z.string(), name: z.string(), number: z.number() }),
  to: z.object({ cohortId: z.string(), name: z.string(), number: z.number() }),
  lines: z.array(z.object({ change: z.enum(['added', 'removed', 'changed']), sentence: localText, item: z.string().nullable().describe('item of the criterion, when the line is about one'), before: localText.nullable(), after: localText.nullable() })),
  gained: z.array(caseRef),
  lost: z.array(caseRef),
});
export type CohortDiffView = z.output<typeof cohortDiffView>;

const cohortParams = z.object({ cohortId: z.uuid() });
const chartQuery = z.object({ format: z.enum(['svg', 'png', 'pdf']).default('svg'), language: z.enum(['zh', 'en']).default('en'), wording: z.enum(['stard', 'consort', 'plain']).default('stard') });

export const cohortBuilderRoutes = {
  cohortCatalogue: defineRoute({ name: 'cohortCatalogue', method: 'GET', path: '/v1/cohort-catalogue', access: ['cohort.define'], summary: 'What a criterion of a cohort may name; outcomes are not among it.', response: z.object({ items: z.array(catalogueItem) }) }),
  previewDefinition: defineRoute({ name: 'previewDefinition', method: 'POST', path: '/v1/cohort-previews', access: ['cohort.define'], summary: 'Counts and flow chart of a definition that is not stored; each number with its cases, no outcomes.', body: z.object({ definition: cohortDefinition }), response: cohortPreview }),
  cohortVersions: defineRoute({ name: 'cohortVersions', method: 'GET', path: '/v1/cohorts/:cohortId/versions', access: ['cohort.define'], summary: 'Every definition that a cohort had, the newest first.', params: cohortParams, response: z.object({ items: z.array(cohortVersionView) }) }),
  cohortDiff: defineRoute({ name: 'cohortDiff', method: 'GET', path: '/v1/cohorts/:cohortId/diff', access: ['cohort.define'], summary: 'How two definitions differ, in words and by cases: two versions of one cohort, or of two.', params: cohortParams, query: z.object({ from: z.coerce.number().int().min(1).optional(), to: z.coerce.number().int().min(1).optional(), other: z.uuid().optional() }), response: cohortDiffView }),
  cohortBaseline: defineRoute({ name: 'cohortBaseline', method: 'GET', path: '/v1/cohorts/:cohortId/baseline', access: ['cohort.define'], summary: 'Baseline characteristics by set (Table 1) of the cohort as it stands; no outcomes.', params: cohortParams, response: baselineTable }),
  flowChartFile: defineRoute({ name: 'flowChartFile', method: 'GET', path: '/v1/cohorts/:cohortId/flow-chart', access: ['cohort.define'], summary: 'The flow chart as a file: SVG, PNG or PDF, in the words of STARD or CONSORT.', params: cohortParams, query: chartQuery, response: { stream: 'application/octet-stream' } }),
} as const;
