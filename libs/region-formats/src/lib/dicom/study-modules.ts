import { IMPLEMENTATION_VERSION_NAME, type WriteElement } from '@echocohort/dicom';
import { text } from './elements.ts';
import type { SourceImage } from './source-image.ts';

/** What the study adds to a derived object. */
export interface DerivedContext {
  readonly studyCode: string;
  readonly studyTitle: string;
  readonly centre: string;
  readonly subject: string;
  /** Time of the lock: derived objects do not depend on when they are made. */
  readonly createdAt: Date;
  /** A UID of the form 2.25.<number> that is the same for the same words. */
  readonly uid: (words: string) => string;
}

const two = (value: number): string => String(value).padStart(2, '0');
export const dicomDate = (at: Date): string => `${at.getUTCFullYear()}${two(at.getUTCMonth() + 1)}${two(at.getUTCDate())}`;
export const dicomTime = (at: Date): string => `${two(at.getUTCHours())}${two(at.getUTCMinutes())}${two(at.getUTCSeconds())}`;

const ascii = (value: string): string => value.replace(/[^ -~]/g, '?');

/** Patient, clinical trial subject (PS3.3 C.7.1.3) and general study, as the image has them. */
export function studyModules(source: SourceImage, context: DerivedContext): WriteElement[] {
  return [
    text('0010,0010', 'PN', source.patientName), text('0010,0020', 'LO', source.patientId), text('0010,0030', 'DA', ''), text('0010,0040', 'CS', ''),
    text('0012,0010', 'LO', ascii(context.studyCode)), text('0012,0020', 'LO', ascii(context.studyCode)), text('0012,0021', 'LO', ascii(context.studyTitle).slice(0, 64)), text('0012,0030', 'LO', context.centre), text('0012,0031', 'LO', ''), text('0012,0040', 'LO', context.subject),
    text('0012,0062', 'CS', 'YES'), text('0012,0063', 'LO', 'Made from a de-identified image'),
    text('0020,000d', 'UI', source.studyUid), text('0008,0020', 'DA', source.studyDate), text('0008,0030', 'TM', source.studyTime), text('0008,0090', 'PN', ''), text('0020,0010', 'SH', source.studyId), text('0008,0050', 'SH', source.accession),
  ];
}

/** Equipment that made the object, and the SOP common attributes. */
export function equipmentModules(context: DerivedContext, classUid: string, instanceUid: string): WriteElement[] {
  return [
    text('0008,0070', 'LO', 'EchoCohort'), text('0008,1090', 'LO', 'EchoCohort export'), text('0018,1000', 'LO', '1'), text('0018,1020', 'LO', IMPLEMENTATION_VERSION_NAME),
    text('0008,0016', 'UI', classUid), text('0008,0018', 'UI', instanceUid), text('0008,0012', 'DA', dicomDate(context.createdAt)), text('0008,0013', 'TM', dicomTime(context.createdAt)),
  ];
}
