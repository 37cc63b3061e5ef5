import { z } from 'zod';

/** Figures and names that belong to a reason, so that it can be said in another language too. */
export const reasonFacts = z.record(z.string().max(40), z.union([z.string().max(400), z.number()]));
export type ReasonFacts = z.output<typeof reasonFacts>;
