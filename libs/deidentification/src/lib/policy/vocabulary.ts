import type { CodedChoice } from '../rewrite/value-rule.ts';

/** Ultrasound Image and Ultrasound Multi-frame Image Storage, and their retired forerunners (PS3.6 table A-1). */
export const ULTRASOUND_CLASSES: ReadonlySet<string> = new Set([
  '1.2.840.10008.5.1.4.1.1.6.1', '1.2.840.10008.5.1.4.1.1.3.1', '1.2.840.10008.5.1.4.1.1.6', '1.2.840.10008.5.1.4.1.1.3',
]);

/** Applications of Image Type value 3 (PS3.3 C.8.5.6.1.1). */
const APPLICATIONS: ReadonlySet<string> = new Set([
  'ABDOMINAL', 'BREAST', 'CHEST', 'ENDOCAVITARY', 'ENDORECTAL', 'ENDOVAGINAL', 'EPICARDIAL', 'FETAL HEART', 'GYNECOLOGY', 'INTRACARDIAC',
  'INTRAOPERATIVE', 'INTRAVASCULAR', 'MUSCULOSKELETAL', 'NEONATAL HEAD', 'OBSTETRICAL', 'OPHTHALMIC', 'PEDIATRIC', 'PELVIC', 'RETROPERITONEAL',
  'SCROTAL', 'SMALL PARTS', 'TEE', 'THYROID', 'TRANSCRANIAL', 'TTE', 'VASCULAR', 'CARDIOLOGY', 'ABDOMEN', 'LIVER', 'GENERAL',
]);

/** Image Type by position: origin, purpose, application, modes in the picture (hexadecimal sum). */
export function isImageTypeValue(value: string, position: number): boolean {
  if (position === 0) return value === 'ORIGINAL' || value === 'DERIVED';
  if (position === 1) return value === 'PRIMARY' || value === 'SECONDARY';
  if (position === 2) return APPLICATIONS.has(value);
  return position === 3 && /^0[0-9A-F]{3}$/.test(value);
}

/** Defined terms of Transducer Type (PS3.3 C.8.5.6.1.18). */
export const TRANSDUCER_TYPES = [
  'SECTOR_PHASED', 'SECTOR_MECH', 'SECTOR_ANNULAR', 'LINEAR', 'CURVED LINEAR', 'SINGLE_CRYSTAL', 'SPLIT XTAL CWD', 'IV_PHASED', 'IV_ROT XTAL',
  'IV_ROT MIRROR', 'ENDOCAV_PA', 'ENDOCAV_MECH', 'ENDOCAV_CLA', 'ENDOCAV_AA', 'ENDOCAV_LINEAR', 'VECTOR_PHASED',
] as const;

/** Body parts of an abdominal study (PS3.16 annex L). */
export const BODY_PARTS = ['ABDOMEN', 'LIVER', 'GALLBLADDER', 'KIDNEY', 'PANCREAS', 'SPLEEN'] as const;

/** Methods of lossy compression (PS3.3 C.7.6.1.1.5). */
export const LOSSY_METHODS = ['ISO_10918_1', 'ISO_14495_1', 'ISO_15444_1', 'ISO_15444_15', 'ISO_13818_2', 'ISO_14496_10', 'ISO_23008_2'] as const;

/** Attributes a frame pointer may name: Frame Time and Frame Time Vector. */
export const FRAME_POINTERS: ReadonlySet<string> = new Set(['0018,1063', '0018,1065']);

/** Organs as codes; the meaning written is always this one. */
export const ANATOMIC_REGIONS: readonly CodedChoice[] = [
  { value: '10200004', scheme: 'SCT', meaning: 'Liver' },
  { value: 'T-62000', scheme: 'SRT', meaning: 'Liver' },
  { value: '818981001', scheme: 'SCT', meaning: 'Abdomen' },
  { value: '113345001', scheme: 'SCT', meaning: 'Abdomen' },
  { value: 'T-D4000', scheme: 'SRT', meaning: 'Abdomen' },
  { value: '64033007', scheme: 'SCT', meaning: 'Kidney' },
  { value: '28231008', scheme: 'SCT', meaning: 'Gallbladder' },
];
