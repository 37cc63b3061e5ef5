import { copiedTable } from './copy-text.ts';

describe('a copied table', () => {
  it('is tabs and lines for Excel', () => expect(copiedTable(['Set', 'n'], [['Training', '12'], ['a\tb\nc', '3']]).text).toBe('Set\tn\r\nTraining\t12\r\na b c\t3'));
  it('is a table for Word, with nothing in it that could be read as markup', () => expect(copiedTable(['p'], [['<0.001 & more']]).html).toBe('<table border="1" cellspacing="0" cellpadding="3"><thead><tr><th>p</th></tr></thead><tbody><tr><td>&lt;0.001 &amp; more</td></tr></tbody></table>'));
});
