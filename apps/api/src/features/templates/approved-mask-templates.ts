import type { MaskTemplate } from '@echocohort/deidentification';
import { approvedTemplates, type Tx } from '@echocohort/persistence';
import { maskTemplateOf } from './template.view.ts';

/** The mask templates by which files of a study are verified: they say what may stay in files of scanners that name no region. */
export const approvedMaskTemplates = async (tx: Tx, studyId: string): Promise<MaskTemplate[]> => (await approvedTemplates(tx, studyId)).map(maskTemplateOf);
