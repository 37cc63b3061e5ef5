'use client';
import { useEffect, useRef } from 'react';

const SVG = 'http://www.w3.org/2000/svg';
const ELEMENTS = new Set(['svg', 'g', 'defs', 'marker', 'title', 'desc', 'rect', 'line', 'path', 'polyline', 'polygon', 'circle', 'ellipse', 'text', 'tspan']);
/** References stay inside the drawing; nothing that runs or loads. */
const isPlain = (name: string, value: string): boolean => !/^on|href|^style$/i.test(name) && !/url\((?!#)|javascript:/i.test(value);

/** A copy of a drawing that holds shapes and words only. */
function plainCopy(source: Element, document: Document): Element | null {
  if (!ELEMENTS.has(source.localName)) return null;
  const copy = document.createElementNS(SVG, source.localName);
  for (const { name, value } of source.attributes) if (name !== 'xmlns' && isPlain(name, value)) copy.setAttribute(name, value);
  for (const child of source.childNodes) {
    if (child instanceof Text) copy.append(child.data);
    const inner = child instanceof Element ? plainCopy(child, document) : null;
    if (inner) copy.append(inner);
  }
  return copy;
}

/** The font that the boxes of a drawing are measured for; it ships with the portal. */
const DRAWN_FONT = "'Noto Sans SC Variable', 'Noto Sans SC', sans-serif";

/** What a click on a word or number of the drawing opens: the part's code stands in `data-box`. */
export interface PickPart {
  /** What the part says to who cannot see it, or null where it opens nothing. */
  readonly label: (code: string) => string | null;
  readonly onPick: (code: string) => void;
}

/** The first words of each part are a button for the keyboard; all its words answer the mouse. */
function makeButtons(drawn: Element, label: PickPart['label']): void {
  const seen = new Set<string>();
  for (const part of drawn.querySelectorAll('[data-box]')) {
    const code = part.getAttribute('data-box') ?? '';
    const words = label(code);
    if (words === null) continue;
    part.setAttribute('cursor', 'pointer');
    if (seen.has(code)) continue;
    seen.add(code);
    part.setAttribute('role', 'button');
    part.setAttribute('tabindex', '0');
    part.setAttribute('aria-label', words);
  }
}

const codeUnder = (target: EventTarget): string | null => (target instanceof Element ? (target.closest('[data-box]')?.getAttribute('data-box') ?? null) : null);

/** An SVG that the API drew, as part of the page, so that its words use the page's own fonts (Chinese ones ship with the portal). */
export function DrawnSvg({ svg, className, pick }: { readonly svg: string; readonly className?: string; readonly pick?: PickPart }) {
  const box = useRef<HTMLDivElement>(null);
  const label = pick?.label;
  useEffect(() => {
    const drawn = plainCopy(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement, document);
    drawn?.removeAttribute('font-family');
    if (drawn && label) makeButtons(drawn, label);
    box.current?.replaceChildren(...(drawn ? [drawn] : []));
  }, [svg, label]);
  const open = (target: EventTarget): boolean => {
    const code = codeUnder(target);
    if (!pick || code === null || pick.label(code) === null) return false;
    pick.onPick(code);
    return true;
  };
  return (
    <div ref={box} className={className} style={{ fontFamily: DRAWN_FONT }} onClick={(event) => open(event.target)}
      onKeyDown={(event) => { if ((event.key === 'Enter' || event.key === ' ') && open(event.target)) event.preventDefault(); }} />
  );
}
