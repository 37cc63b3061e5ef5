import type { ItemInput, ItemInputs } from '@echocohort/study';

/** Free text is longer and hardly the same twice. */
const CODE_LENGTH = 40;

/** What many records have in common, kept once: their names, and the codes that they hold. */
export class RecordShapes {
  private readonly lists = new Map<string, readonly string[]>();
  private readonly codes = new Map<string, string>();

  /** The same list, one for all records that have it. */
  list(names: readonly string[]): readonly string[] {
    const key = names.join('\n');
    const found = this.lists.get(key);
    if (found !== undefined) return found;
    this.lists.set(key, names);
    return names;
  }

  /** The same text; a code is one text for all records that hold it. */
  code(text: string): string {
    if (text.length > CODE_LENGTH) return text;
    const found = this.codes.get(text);
    if (found !== undefined) return found;
    this.codes.set(text, text);
    return text;
  }
}

/**
 * The answers of a case as lists whose names and reasons are shared: a fifth of what an object of forty answers takes.
 * The object is made when somebody asks for it.
 */
export class PackedAnswers {
  private readonly names: readonly string[];
  private readonly values: readonly ItemInput['value'][];
  /** Missing reasons behind `=`; empty where there is none. */
  private readonly reasons: readonly string[];

  constructor(answers: ItemInputs, shapes: RecordShapes) {
    const given = Object.entries(answers).flatMap(([name, answer]) => (answer === undefined ? [] : [{ name, answer }]));
    this.names = shapes.list(given.map(({ name }) => name));
    this.values = given.map(({ answer: { value } }) => (typeof value === 'string' ? shapes.code(value) : value));
    this.reasons = shapes.list(given.map(({ answer }) => (answer.missingReason === null ? '' : `=${answer.missingReason}`)));
  }

  unpacked(): Record<string, ItemInput> {
    return Object.fromEntries(this.names.map((name, index): [string, ItemInput] => {
      const reason = this.reasons[index] ?? '';
      return [name, { value: this.values[index] ?? null, missingReason: reason === '' ? null : reason.slice(1) }];
    }));
  }
}
