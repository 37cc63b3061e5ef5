/** An element as a strict reader finds it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const NAME = '[A-Za-z_][A-Za-z0-9_.:-]*';
const TAG = new RegExp(`^<(/?)(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(/?)>`);

function plain(text: string): string {
  if (/&(?!(amp|lt|gt|quot|apos|#\d+);)/.test(text)) throw new Error('a reference that is none');
  return text.replace(/&(\w+|#\d+);/g, (_, name: string) => (name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : (NAMED[name] ?? '')));
}

function attributesOf(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const match of text.matchAll(new RegExp(`(${NAME})="([^"]*)"`, 'g'))) {
    if (found.has(match[1] ?? '')) throw new Error(`${match[1] ?? ''} twice`);
    found.set(match[1] ?? '', plain(match[2] ?? ''));
  }
  return found;
}

/** Reads the part of XML 1.0 that our writers use, and throws at anything that is not well-formed. */
export function readXml(xml: string): XmlElement {
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!xml.startsWith(head)) throw new Error('no declaration');
  const top: XmlElement = { name: '', attributes: new Map(), children: [], text: '' };
  const open = [top];
  let at = head.length;
  while (at < xml.length) {
    const inner = open.at(-1) ?? top;
    const next = xml.indexOf('<', at);
    const text = xml.slice(at, next < 0 ? xml.length : next);
    if (inner === top && text.trim() !== '') throw new Error('text outside');
    inner.text += plain(text);
    if (next < 0) break;
    const tag = TAG.exec(xml.slice(next, next + 20_000));
    if (!tag) throw new Error(`no tag: ${xml.slice(next, next + 60)}`);
    const [whole, closing, name = '', attributes = '', empty] = tag;
    if (closing) {
      if (open.pop()?.name !== name) throw new Error(`${name} closes another`);
    } else {
      const element: XmlElement = { name, attributes: attributesOf(attributes), children: [], text: '' };
      inner.children.push(element);
      if (!empty) open.push(element);
    }
    at = next + whole.length;
  }
  const [root] = top.children;
  if (open.length !== 1 || !root || top.children.length !== 1) throw new Error('not one root');
  return root;
}

export const elementsOf = (element: XmlElement): XmlElement[] => [element, ...element.children.flatMap(elementsOf)];
