type Attribute = string | number | null | undefined;

/** XML 1.0 cannot hold control characters but tab and line ends, nor U+FFFE and U+FFFF: U+FFFD stands in their place, so that it shows. */
function allowed(sign: string): boolean {
  const code = sign.codePointAt(0) ?? 0;
  return code >= 32 ? code !== 0xfffe && code !== 0xffff : code === 9 || code === 10 || code === 13;
}

/** A lone surrogate becomes U+FFFD, as in every UTF-8 encoder. */
const wellFormed = (text: string): string => new TextDecoder().decode(new TextEncoder().encode(text));

/** What a text must hold one of to be looked at sign by sign. */
const PERHAPS_NOT = /[\p{Cc}\p{Cs}\ufffe\uffff]/u;

/** A text that XML can hold. */
export const xmlHolds = (text: string): string => (!PERHAPS_NOT.test(text) ? text : [...wellFormed(text)].map((sign) => (allowed(sign) ? sign : '\ufffd')).join(''));

export const xmlText = (text: string): string => xmlHolds(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const attributeText = (text: string): string => xmlText(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;').replaceAll('\r', '&#13;');

/** An element with its attributes (null and undefined are left out) and its content, which is XML already. */
export function element(name: string, attributes: Readonly<Record<string, Attribute>>, ...content: readonly string[]): string {
  const head = Object.entries(attributes).map(([key, value]) => (value === null || value === undefined ? '' : ` ${key}="${attributeText(String(value))}"`)).join('');
  const inner = content.join('');
  return inner === '' ? `<${name}${head}/>` : `<${name}${head}>${inner}</${name}>`;
}
