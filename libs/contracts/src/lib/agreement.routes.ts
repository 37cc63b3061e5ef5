import { defineRoute } from '@echocohort/contracts-reading';
import { z } from 'zod';

/** SHA-256 of a version: title and text in both languages as canonical JSON. */
export const agreementDigest = z.string().regex(/^[0-9a-f]{64}$/);

const both = (most: number) => z.object({ zh: z.string().trim().min(1).max(most), en: z.string().trim().min(1).max(most) });
const shown = z.object({ zh: z.string(), en: z.string() });

/** A version as it is named where something was taken, released or asked for under it. */
export const agreementName = z.object({ id: z.string(), version: z.number(), title: shown, digest: z.string() });
export type AgreementName = z.output<typeof agreementName>;

/** A version whole, and whether the caller agreed to it. */
export const agreementView = agreementName.extend({ text: shown, publishedAt: z.string(), publishedBy: z.string().nullable(), inForce: z.boolean(), acceptedAt: z.string().nullable() });
export type AgreementView = z.output<typeof agreementView>;

export const agreementRoutes = {
  listAgreements: defineRoute({ name: 'listAgreements', method: 'GET', path: '/v1/agreements', access: 'signed-in', summary: 'Versions of the agreement under which data of the study are taken, the one in force first, and when the caller agreed.', response: z.object({ items: z.array(agreementView) }) }),
  publishAgreement: defineRoute({ name: 'publishAgreement', method: 'POST', path: '/v1/agreements', access: ['cohort.lock'], summary: 'Publish a version; it is in force at once, and who takes something agrees to it first.', body: z.object({ title: both(200), text: both(20_000) }), response: agreementView, creates: true }),
  acceptAgreement: defineRoute({ name: 'acceptAgreement', method: 'POST', path: '/v1/agreements/:agreementId/acceptance', access: 'signed-in', summary: 'Agree to the version in force, named by the digest of what was read.', params: z.object({ agreementId: z.uuid() }), body: z.object({ digest: agreementDigest }), response: agreementView }),
} as const;
