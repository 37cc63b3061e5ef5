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

/** An SVG that the API drew, as part of the page, so that its words use the page's own fonts (Chinese ones ship with the portal). */
export function DrawnSvg({ svg, className }: { readonly svg: string; readonly className?: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const drawn = plainCopy(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement, document);
    drawn?.removeAttribute('font-family');
    box.current?.replaceChildren(...(drawn ? [drawn] : []));
  }, [svg]);
  return <div ref={box} className={className} style={{ fontFamily: DRAWN_FONT }} />;
}
