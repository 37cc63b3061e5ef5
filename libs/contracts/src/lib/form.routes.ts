import { caseParams, defineRoute, localText, pageQuery, queryParams, queryView } from '@echocohort/contracts-reading';
import { z } from 'zod';

export const itemScalar = z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]);

export const itemAnswer = z.object({ value: itemScalar, missingReason: z.string().max(60).nullable().default(null) });

export const formView = z.object({
  code: z.string(),
  scope: z.enum(['patient', 'lesion']),
  version: z.number(),
  values: z.record(z.string(), itemAnswer),
  /** Edit checks that the present values do not pass. */
  findings: z.array(z.object({ item: z.string(), code: z.string(), sentence: localText })),
  complete: z.boolean(),
  locked: z.boolean(),
});
export type FormView = z.output<typeof formView>;

export const pathologyView = z.object({
  status: z.enum(['none', 'entered', 'confirmed']),
  version: z.number(),
  report: z
    .object({
      typeCode: z.string(),
      malignant: z.boolean().nullable().describe('null while there is no definite diagnosis'),
      method: z.string(),
      specimenDate: z.string(),
      note: z.string().nullable(),
      enteredBy: z.string(),
      enteredAt: z.string(),
      confirmedBy: z.string().nullable(),
      confirmedAt: z.string().nullable(),
    })
    .nullable(),
  /** Why the caller may not confirm (for instance: entered it), in words; null when allowed. */
  confirmRefusal: localText.nullable(),
});
export type PathologyView = z.output<typeof pathologyView>;

const formParams = caseParams.extend({ formCode: z.string().max(60) });

export const formRoutes = {
  form: defineRoute({ name: 'form', method: 'GET', path: '/v1/cases/:caseId/forms/:formCode', access: ['case.read'], summary: 'A form of the case (patient-level forms are shared by the lesions of a patient).', params: formParams, response: formView }),
  saveForm: defineRoute({ name: 'saveForm', method: 'PUT', path: '/v1/cases/:caseId/forms/:formCode', access: ['form.write'], summary: 'Save changed items; a changed value needs a reason; nothing is stored when one value is refused.', params: formParams, body: z.object({ changes: z.record(z.string().max(60), itemAnswer.extend({ reasonForChange: z.string().max(500).optional() })) }), response: formView, ifMatch: true }),
  pathology: defineRoute({ name: 'pathology', method: 'GET', path: '/v1/cases/:caseId/pathology', access: ['pathology.read'], summary: 'The pathology report of a case.', params: caseParams, response: pathologyView }),
  enterPathology: defineRoute({ name: 'enterPathology', method: 'PUT', path: '/v1/cases/:caseId/pathology', access: ['pathology.write'], summary: 'Enter or correct the report; a correction needs a reason and a new confirmation.', params: caseParams, body: z.object({ typeCode: z.string().max(60), malignant: z.boolean().optional().describe('only for the type "other"'), method: z.string().max(60), specimenDate: z.string().max(10), note: z.string().max(1000).nullable().default(null), reasonForChange: z.string().max(500).optional() }), response: pathologyView, ifMatch: true }),
  confirmPathology: defineRoute({ name: 'confirmPathology', method: 'POST', path: '/v1/cases/:caseId/pathology/confirmation', access: ['pathology.confirm'], summary: 'Confirm a report that another person entered.', params: caseParams, response: pathologyView, ifMatch: true }),
  listQueries: defineRoute({ name: 'listQueries', method: 'GET', path: '/v1/queries', access: ['case.read', 'panel.review'], summary: 'Query threads of one\'s centres.', query: pageQuery.extend({ status: z.enum(['open', 'answered', 'closed']).optional() }), response: z.object({ items: z.array(queryView), cursor: z.string().nullable(), counts: z.object({ open: z.number(), answered: z.number(), closed: z.number() }) }) }),
  answerQuery: defineRoute({ name: 'answerQuery', method: 'POST', path: '/v1/queries/:queryId/answers', access: ['query.answer'], summary: 'Answer a query.', params: queryParams, body: z.object({ text: z.string().min(1).max(2000) }), response: queryView, ifMatch: true }),
} as const;
