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

/** A problem whose sentence begins with its place. */
export const problem = (code: string, path: DefinitionPath, detail: string): DefinitionProblem => ({ code, path, detail: `${pathText(path)}: ${detail}` });

/** Codes that stand more than once in a list. */
export function duplicates(entries: readonly { readonly code: string }[], path: DefinitionPath): DefinitionProblem[] {
  const seen = new Set<string>();
  return entries.flatMap(({ code }, index) => {
    const twice = seen.has(code);
    seen.add(code);
    return !twice ? [] : [problem('duplicate-code', [...path, index, 'code'], `the code ${code} stands here a second time. Give each its own code.`)];
  });
}
