/** A piece of an expression's text. */
export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'operator' | 'end' | 'unknown';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?L?/y],
  ['text', /"[^"]*"|'[^']*'/y],
  ['name', /`[^`]+`|(?:\p{L}[\p{L}\p{N}.]*::)?[\p{L}.][\p{L}\p{N}._]*/uy],
  // R assigns with an arrow; read as "less than minus" it would mean something else without a word.
  ['unknown', /<-|->/y],
  ['operator', /%in%|%%|%\/%|<=|>=|==|!=|&&|\|\||[-+*/^<>!&|:~(),=]/y],
];

/** The token that begins at or after `at`, past white space. */
export function tokenAt(text: string, at: number): Token {
  let from = at;
  while (from < text.length && /\s/.test(text.charAt(from))) from++;
  if (from >= text.length) return { kind: 'end', text: '', from, to: from };
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = from;
    const found = pattern.exec(text);
    if (found) return { kind, text: found[0], from, to: from + found[0].length };
  }
  return { kind: 'unknown', text: text.charAt(from), from, to: from + 1 };
}
