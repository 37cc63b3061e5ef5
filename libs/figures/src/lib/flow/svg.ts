import type { FigureLanguage } from '../layout/chart.ts';
import { FONT_FAMILY } from '../layout/style.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);

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
    role: 'img', 'aria-label': title, lang: language === 'zh' ? 'zh-CN' : 'en', 'font-family': FONT_FAMILY, 'font-size': 13,
  }, element('title', {}, escapeXml(title)), element('rect', { width: Math.ceil(width), height: Math.ceil(height), fill: '#ffffff' }), ...body);
}
