/** Advance widths of Noto Sans SC (regular) for the characters from space to tilde, in thousandths of an em: read from the font that is shipped. */
const ADVANCES: readonly number[] = [
  224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555, 555, 555, 555, 555, 555, 555,
  555, 555, 278, 278, 555, 555, 555, 474, 946, 608, 657, 638, 688, 589, 552, 689, 728, 293, 535, 646, 543, 812, 723, 742,
  633, 742, 635, 596, 599, 721, 575, 878, 573, 531, 603, 338, 392, 338, 555, 559, 606, 563, 618, 510, 620, 554, 325, 564,
  607, 275, 275, 552, 284, 926, 610, 606, 620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338, 270, 338, 555,
];

const WIDE = /[≤≥×·…±\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60\u3000-\u303F]/;

/** The width of a text of one line in pixels, near enough to lay out without a browser: the same on every machine. */
export function textWidth(text: string, size: number): number {
  let thousandths = 0;
  for (const character of text) thousandths += WIDE.test(character) ? 1000 : (ADVANCES[(character.codePointAt(0) ?? 0) - 32] ?? 560);
  return (thousandths / 1000) * size;
}

/** The text in lines no wider than given; it breaks at spaces, and anywhere between Chinese characters. */
export function wrapText(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(/[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60\u3000-\u303F]|[^\s\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60\u3000-\u303F]+\s*|\s+/g) ?? []) {
    if (line !== '' && textWidth((line + piece).trimEnd(), size) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trimEnd()].filter((entry, index) => entry !== '' || index === 0);
}
