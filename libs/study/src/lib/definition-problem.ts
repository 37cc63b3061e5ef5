/** Keys and indexes from the top of the definition to the place concerned. */
export type DefinitionPath = readonly (string | number)[];

/** One thing wrong with a definition: a stable code, the place, what is wrong and what to do. */
export interface DefinitionProblem {
  readonly code: string;
  readonly path: DefinitionPath;
  /** True when the place is the key itself, not its value. */
  readonly atKey?: string;
  readonly detail: string;
}

/** `forms[0].items[2].code`, as people write a place. */
export const pathText = (path: DefinitionPath): string =>
  path.reduce<string>((text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`), '');
