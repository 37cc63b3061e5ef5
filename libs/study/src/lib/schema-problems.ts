import { z } from 'zod';
import { pathText } from './definition-problem.ts';
import type { DefinitionProblem } from './definition-problem.ts';
import { studyDefinitionSchema } from './study-definition.schema.ts';

type Issue = z.core.$ZodIssue;

const plainPath = (path: readonly PropertyKey[]): (string | number)[] => path.map((part) => (typeof part === 'number' ? part : String(part)));

/** The schema at a path, looking through defaults, options and lists; null where the path leaves it. */
function schemaAt(path: readonly (string | number)[]): unknown {
  let schema: unknown = studyDefinitionSchema;
  for (const part of path) {
    schema = inner(schema);
    if (schema instanceof z.ZodArray) schema = schema.element;
    else if (schema instanceof z.ZodObject) schema = Object.hasOwn(schema.shape, part) ? schema.shape[part] : null;
    else return null;
  }
  return inner(schema);
}

function inner(schema: unknown): unknown {
  let found = schema;
  while (found instanceof z.ZodOptional || found instanceof z.ZodDefault || found instanceof z.ZodNullable) found = found.unwrap();
  return found;
}

function keysAt(path: readonly (string | number)[]): string[] {
  const schema = schemaAt(path);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function unknownKeys(issue: Issue & { code: 'unrecognized_keys' }): DefinitionProblem[] {
  const path = plainPath(issue.path);
  const known = keysAt(path);
  const place = path.length > 0 ? `${pathText(path)}: ` : '';
  const instead = known.length > 0 ? ` Known here: ${known.join(', ')}.` : '';
  return issue.keys.map((key) => ({ code: 'unknown-key', path, atKey: key, detail: `${place}nothing reads the key "${key}". Correct its spelling or remove it.${instead}` }));
}

function advice(issue: Issue): string {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return 'Add it.';
    return issue.expected === 'string' && typeof issue.input === 'number' ? 'Put it in quotes.' : `Write a ${issue.expected}.`;
  }
  if (issue.code === 'invalid_value') return `Write one of: ${issue.values.map(String).join(', ')}.`;
  return 'Correct it.';
}

/** The issues of the schema as problems with a place and what to do. */
export function schemaProblems(error: z.ZodError): DefinitionProblem[] {
  return error.issues.flatMap((issue): DefinitionProblem[] => {
    if (issue.code === 'unrecognized_keys') return unknownKeys(issue);
    const path = plainPath(issue.path);
    const missing = issue.code === 'invalid_type' && issue.input === undefined;
    const what = missing ? 'is missing' : issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
    return [{ code: missing ? 'missing-key' : 'invalid-value', path, detail: `${pathText(path) || 'the file'}: ${what}. ${advice(issue)}` }];
  });
}
