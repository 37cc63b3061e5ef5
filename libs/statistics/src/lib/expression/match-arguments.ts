import { ok, refuse, type Result } from '@echocohort/kernel';
import type { Argument, Expression } from './syntax-tree.ts';
import { Wrong } from './values.ts';

/**
 * The arguments of a call by the names of the function's parameters, after R: those given by name first, the others in order. An argument
 * that the function does not know here is said to be so; passed over in silence it would give another result than the one asked for.
 */
export function matchArguments(name: string, given: readonly Argument[], parameters: readonly string[]): ReadonlyMap<string, Expression> {
  const found = new Map<string, Expression>();
  for (const argument of given) {
    if (argument.name === null) continue;
    if (!parameters.includes(argument.name)) throw new Wrong('arguments-wrong', `${name} takes no argument "${argument.name}" here.`);
    if (found.has(argument.name)) throw new Wrong('arguments-wrong', `${name} was given "${argument.name}" twice.`);
    found.set(argument.name, argument.value);
  }
  const open = parameters.filter((parameter) => !found.has(parameter));
  const plain = given.filter((argument) => argument.name === null);
  if (plain.length > open.length) throw new Wrong('arguments-wrong', `${name} does not take ${given.length} arguments.`);
  for (const [at, argument] of plain.entries()) found.set(open[at] ?? '', argument.value);
  return found;
}

/** Any number of arguments, and options by name. */
export function manyArguments(name: string, given: readonly Argument[], options: readonly string[]): { readonly values: readonly Expression[]; readonly named: ReadonlyMap<string, Expression> } {
  return { values: given.filter((argument) => argument.name === null).map(({ value }) => value), named: matchArguments(name, given.filter((argument) => argument.name !== null), options) };
}

/** As `matchArguments`, with a refusal for what does not fit. */
export function matchedArguments(name: string, given: readonly Argument[], parameters: readonly string[]): Result<ReadonlyMap<string, Expression>> {
  try {
    return ok(matchArguments(name, given, parameters));
  } catch (error) {
    if (error instanceof Wrong) return refuse({ code: error.code, detail: error.message });
    throw error;
  }
}
