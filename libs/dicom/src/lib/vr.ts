/** Value representations of PS3.5 section 6.2. */
export const VALUE_REPRESENTATIONS = [
  'AE', 'AS', 'AT', 'CS', 'DA', 'DS', 'DT', 'FD', 'FL', 'IS', 'LO', 'LT', 'OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'PN', 'SH', 'SL', 'SQ', 'SS', 'ST', 'SV',
  'TM', 'UC', 'UI', 'UL', 'UN', 'UR', 'US', 'UT', 'UV',
] as const;

/** One value representation. */
export type Vr = (typeof VALUE_REPRESENTATIONS)[number];

const KNOWN: ReadonlySet<string> = new Set(VALUE_REPRESENTATIONS);
const LONG_FORM: ReadonlySet<string> = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const TEXT: ReadonlySet<string> = new Set(['AE', 'AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'LO', 'LT', 'PN', 'SH', 'ST', 'TM', 'UC', 'UI', 'UR', 'UT']);

export const isVr = (text: string): text is Vr => KNOWN.has(text);

/** Whether explicit encodings give this VR a 32-bit length after two reserved bytes (PS3.5 table 7.1-1). */
export const hasLongLength = (vr: Vr): boolean => LONG_FORM.has(vr);

export const isTextVr = (vr: Vr): boolean => TEXT.has(vr);
