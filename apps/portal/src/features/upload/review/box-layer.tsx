'use client';
import { useLayoutEffect, useRef, useState, type PointerEvent } from 'react';
import type { Kept, Rectangle } from '../prepared-file.ts';
import { boxByKey, firstBox, tidyBox, type ScreenSize } from './keyboard-box.ts';
import styles from './review.module.css';

/** A box on the picture with what it means, for colour and words. */
export interface ShownBox {
  readonly key: string;
  readonly box: Rectangle;
  readonly kind: 'text-open' | 'text-blank' | 'text-kept' | 'person';
  readonly label: string;
}

interface BoxLayerProps {
  readonly size: ScreenSize;
  readonly kept: readonly Kept[];
  readonly boxes: readonly ShownBox[];
  readonly chosen: string | null;
  readonly drawing: boolean;
  readonly onDrawn: (box: Rectangle) => void;
  readonly onLeave: () => void;
}

const size = ({ x0, y0, x1, y1 }: Rectangle) => ({ x: x0, y: y0, width: x1 - x0 + 1, height: y1 - y0 + 1 });

function KeptShapes({ kept }: { readonly kept: readonly Kept[] }) {
  return kept.map((shape, index) => (shape.kind === 'rectangle' ? <rect key={index} className={styles.kept} {...size(shape)} /> : <polygon key={index} className={styles.kept} points={shape.points.map((corner) => corner.join(',')).join(' ')} />));
}

/** Everything that is marked on the picture, and the pen for a new box: mouse, touch or arrow keys. */
export function BoxLayer({ size: screen, kept, boxes, chosen, drawing, onDrawn, onLeave }: BoxLayerProps) {
  const svg = useRef<SVGSVGElement>(null);
  const [pen, setPen] = useState<Rectangle | null>(null);
  const start = useRef<{ x: number; y: number } | null>(null);
  const letters = screen.width / 50;
  const at = (event: PointerEvent): { x: number; y: number } => {
    const frame = svg.current?.getBoundingClientRect();
    return frame ? { x: ((event.clientX - frame.left) * screen.width) / frame.width, y: ((event.clientY - frame.top) * screen.height) / frame.height } : { x: 0, y: 0 };
  };
  const done = (box: Rectangle | null) => {
    setPen(null);
    start.current = null;
    if (box) onDrawn(box);
  };
  useBoxKeys(drawing, screen, pen, setPen, done, onLeave);
  return (
    <svg
      ref={svg} className={styles.boxes} viewBox={`0 0 ${screen.width} ${screen.height}`} data-drawing={drawing || undefined} aria-hidden
      onPointerDown={(event) => {
        if (!drawing) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = at(event);
      }}
      onPointerMove={(event) => start.current && setPen(tidyBox(start.current, at(event), screen))}
      onPointerUp={(event) => start.current && done(tidyBox(start.current, at(event), screen))}
    >
      <KeptShapes kept={kept} />
      {boxes.map(({ key, box, kind, label }) => (
        <g key={key} data-kind={kind} data-chosen={chosen === key || undefined} className={styles.mark}>
          <rect {...size(box)} />
          <text x={box.x0} y={box.y0 > letters ? box.y0 - letters / 3 : box.y1 + letters} fontSize={letters}>{label}</text>
        </g>
      ))}
      {drawing && pen ? <rect className={styles.pen} {...size(pen)} /> : null}
    </svg>
  );
}

/** A box by keys alone: it appears in the middle with the first arrow, moves, grows with Shift, and is set with Enter. Layout effects, so that the next key already meets the pen. */
function useBoxKeys(drawing: boolean, screen: ScreenSize, pen: Rectangle | null, setPen: (box: Rectangle) => void, done: (box: Rectangle | null) => void, leave: () => void): void {
  const latest = useRef({ screen, pen, setPen, done, leave });
  useLayoutEffect(() => {
    latest.current = { screen, pen, setPen, done, leave };
  });
  useLayoutEffect(() => {
    if (!drawing) return undefined;
    const pressed = (event: KeyboardEvent) => {
      const now = latest.current;
      const moved = boxByKey(now.pen ?? firstBox(now.screen), event.key, event.shiftKey, now.screen);
      if (moved) now.setPen(now.pen ? moved : firstBox(now.screen));
      else if (event.key === 'Enter' && now.pen) now.done(now.pen);
      else if (event.key === 'Escape') now.leave();
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    globalThis.addEventListener('keydown', pressed, true);
    return () => globalThis.removeEventListener('keydown', pressed, true);
  }, [drawing]);
}
