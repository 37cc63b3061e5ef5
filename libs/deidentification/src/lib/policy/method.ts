import type { TemplateCitation } from '../deidentification.types.ts';
import { citationText } from '../templates/mask-template.ts';
import type { CodedChoice } from '../rewrite/value-rule.ts';

/** Version of these rules; a change of the allow list or of the pixel rules raises it. */
export const POLICY_VERSION = '1.3';

/** Written to De-identification Method. */
export const DEIDENTIFICATION_METHOD = `EchoCohort allow list ${POLICY_VERSION}`;

const dcm = (value: string, meaning: string): CodedChoice => ({ value, scheme: 'DCM', meaning });

/** Profile and options applied (PS3.16 CID 7050). */
export const DEIDENTIFICATION_CODES: readonly CodedChoice[] = [
  dcm('113100', 'Basic Application Confidentiality Profile'),
  dcm('113101', 'Clean Pixel Data Option'),
  dcm('113103', 'Clean Graphics Option'),
  dcm('113105', 'Clean Descriptors Option'),
  dcm('113107', 'Retain Longitudinal Temporal Information Modified Dates Option'),
  dcm('113108', 'Retain Patient Characteristics Option'),
  dcm('113109', 'Retain Device Identity Option'),
];

/** What De-identification Method says: these rules, and the mask template where one was used. */
export const methodText = (template: TemplateCitation | null): string => (template === null ? DEIDENTIFICATION_METHOD : `${DEIDENTIFICATION_METHOD}\\${citationText(template)}`);
