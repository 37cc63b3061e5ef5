import { cohortPreview } from '@echocohort/contracts';
import type { z } from 'zod';

/** What the API counts for a definition. */
export type CohortPreviewView = z.output<typeof cohortPreview>;
