/** Language of a figure. */
export type FigureLanguage = 'zh' | 'en';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);

/** Near enough for layout without a browser: a Chinese character is one em wide, another about 0.56. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60]/.test(character) ? 1 : 0.56;
  return ems * size;
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One element; attributes are escaped, children are markup already. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).filter(([, value]) => value !== undefined).map(([key, value]) => ` ${key}="${escapeXml(typeof value === 'number' ? String(Math.round(value * 100) / 100) : String(value))}"`).join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

export const textElement = (text: string, attributes: Attributes): string => element('text', attributes, escapeXml(text));

/** The whole figure: it names itself for screen readers and brings its own colours, so it stands alone in a file. */
export function figure(width: number, height: number, title: string, language: FigureLanguage, body: readonly string[]): string {
  return element('svg', {
    xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`, width: Math.ceil(width), height: Math.ceil(height),
    role: 'img', 'aria-label': title, lang: language === 'zh' ? 'zh-CN' : 'en', 'font-family': "system-ui, 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif", 'font-size': 13,
  }, element('title', {}, escapeXml(title)), element('rect', { width: Math.ceil(width), height: Math.ceil(height), fill: '#ffffff' }), ...body);
}
