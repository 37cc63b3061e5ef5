import { ascii, type SourceElement } from './source-bytes.ts';
import { greyPixels, nativeFile, ordinaryElements, withElements, type MadeUpPatient } from './source-image.ts';

/** One hostile input, as section "test cases" of the requirements numbers them. */
export interface HostileCase {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly expected: 'clean' | 'hold' | 'either';
  /** Code of the hold, where it matters. */
  readonly code?: string;
  /** Byte strings of which none may be in the output. */
  readonly plants: readonly Uint8Array[];
}

/** What every ordinary file of the patient plants. */
export function ordinaryPlants(patient: MadeUpPatient): Uint8Array[] {
  return [patient.family, patient.given, patient.number, patient.birth, patient.phone, patient.root, '20190314', '101733'].map(ascii);
}

/** A clean-expected case from the ordinary file with elements changed or added. */
export function changed(name: string, patient: MadeUpPatient, more: readonly SourceElement[], plants: readonly (string | Uint8Array)[] = [], expected: HostileCase['expected'] = 'clean', code?: string): HostileCase {
  const elements = withElements(ordinaryElements(patient), ...more);
  const bytes = nativeFile(elements, greyPixels(name));
  return { name, bytes, expected, code, plants: [...ordinaryPlants(patient), ...plants.map((plant) => (typeof plant === 'string' ? ascii(plant) : plant))] };
}
