import type { LocalText } from '@echocohort/kernel';

/**
 * One line of the pick list of histological types. `malignant` null: the type does not decide it, the report must say
 * (such as "other"). `definite` false: no diagnosis was reached, so the case has no reference standard (paper 2.2).
 */
export interface LesionType {
  readonly code: string;
  readonly name: LocalText;
  readonly malignant: boolean | null;
  /** Default true. */
  readonly definite?: boolean;
  /** Must the report name the type in words? */
  readonly needsText?: boolean;
  /** ICD-O-3 morphology, only where certain. */
  readonly icdO3?: string;
}

/** The type of that code, or null. */
export const lesionTypeOf = (types: readonly LesionType[], code: string): LesionType | null => types.find((type) => type.code === code) ?? null;

export const isDefinite = (type: LesionType): boolean => type.definite !== false;
