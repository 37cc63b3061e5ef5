import { ok, refuse } from '@echocohort/kernel';
import type { Result } from '@echocohort/kernel';
import { isCollection, isMap, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, Node } from 'yaml';
import type { DefinitionProblem } from './definition-problem.ts';
import { referenceProblems } from './reference-problems.ts';
import { schemaProblems } from './schema-problems.ts';
import { studyDefinitionSchema } from './study-definition.schema.ts';
import type { StudyDefinition } from './study-definition.schema.ts';

/** A problem with its place in the file. */
export interface PlacedProblem {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly detail: string;
}

const MOST_CHARACTERS = 2_000_000;

function check(value: unknown): { definition: StudyDefinition | null; problems: DefinitionProblem[] } {
  const parsed = studyDefinitionSchema.safeParse(value, { reportInput: true });
  if (!parsed.success) return { definition: null, problems: schemaProblems(parsed.error) };
  return { definition: parsed.data, problems: referenceProblems(parsed.data) };
}

/** Reads a definition that was stored as JSON. All problems are in `facts.problems`. */
export function readStudyDefinition(value: unknown): Result<StudyDefinition> {
  const { definition, problems } = check(value);
  const [first] = problems;
  if (definition && !first) return ok(definition);
  return refuse({ code: first?.code ?? 'invalid-value', detail: first?.detail ?? 'The definition cannot be read.', facts: { problems } });
}

/** Reads a definition file. Every problem names file, line and what to do; the first is the refusal, all are facts. */
export function parseStudyDefinition(text: string, fileName: string): Result<StudyDefinition> {
  if (text.length > MOST_CHARACTERS) return refuse({ code: 'definition-too-large', detail: `${fileName}: larger than a study definition can be. Is it the right file?` });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    const placed = faults.map(({ code, message, pos }) => ({ code: code === 'DUPLICATE_KEY' ? 'duplicate-key' : 'yaml-syntax', line: lines.linePos(pos[0]).line, detail: `${message}. Correct the YAML here.` }));
    return refusal(placed, fileName);
  }
  const alias = firstAlias(document);
  if (alias !== null) {
    return refusal([{ code: 'yaml-alias', line: lines.linePos(alias).line, detail: 'an alias (*name) makes a definition hard to compare and can grow without bound. Write the text out.' }], fileName);
  }
  const { definition, problems } = check(document.toJS());
  if (definition && problems.length === 0) return ok(definition);
  return refusal(problems.map((problem) => ({ ...problem, line: lineOf(document, lines, problem) })), fileName);
}

function firstAlias(document: Document): number | null {
  let at: number | null = null;
  visit(document, { Alias: (_key, node) => ((at = node.range?.[0] ?? 0), visit.BREAK) });
  return at;
}

function refusal(problems: readonly { code: string; line: number; detail: string }[], file: string): Result<never> {
  const placed = problems.map(({ code, line, detail }): PlacedProblem => ({ code, file, line, detail: `${file}:${line}: ${detail}` })).sort((a, b) => a.line - b.line);
  const [first] = placed;
  return refuse({ code: first?.code ?? 'invalid-value', detail: first?.detail ?? `${file}: cannot be read.`, facts: { problems: placed } });
}

/** The line of the deepest node on the way to the place; a missing key has the line of what should hold it. */
function lineOf(document: Document, lines: LineCounter, { path, atKey }: DefinitionProblem): number {
  let node: unknown = document.contents;
  let at = offset(node) ?? 0;
  for (const part of atKey === undefined ? path : [...path, atKey]) {
    if (!isCollection(node)) break;
    if (isMap(node)) {
      const pair = node.items.find((entry) => isPair(entry) && isScalar(entry.key) && entry.key.value === part);
      if (!pair) break;
      at = offset(pair.key) ?? at;
      node = pair.value;
    } else {
      node = node.get(part, true);
      at = offset(node) ?? at;
    }
  }
  return lines.linePos(at).line;
}

const offset = (node: unknown): number | null => (isNode(node) && node.range ? node.range[0] : null);
const isNode = (node: unknown): node is Node => isScalar(node) || isCollection(node);
