'use client';
import { useRef, useState, type Dispatch, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useWords } from '../words/locale-provider.tsx';
import { drawingWords } from './drawing.words.ts';
import { withinPicture, type Corner, type Sketch, type SketchStep } from './sketch.ts';
import styles from './drawing.module.css';

interface CanvasProps {
  /** Address of the picture. */
  readonly picture: string;
  /** What the picture is called. */
  readonly slot: string;
  readonly size: { readonly rows: number; readonly columns: number };
  readonly sketch: Sketch;
  readonly still: boolean;
  readonly act: Dispatch<SketchStep>;
  /** Further SVG between picture and line. */
  readonly children?: ReactNode;
}

/** Pixels of the image that an arrow key moves a corner; with Shift ten. */
const ARROWS: Readonly<Record<string, Corner>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The picture with the line over it, in the picture's own pixels whatever the size on screen. */
export function OutlineCanvas({ picture, slot, size, sketch, still, act, children }: CanvasProps) {
  const t = useWords(drawingWords);
  const svg = useRef<SVGSVGElement>(null);
  const [held, setHeld] = useState<{ readonly corner: number } | { readonly from: Corner } | null>(null);
  const placeOf = (event: PointerEvent): Corner | null => {
    const matrix = svg.current?.getScreenCTM();
    if (!matrix) return null;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    return withinPicture([x, y], size);
  };
  const down = (event: PointerEvent) => {
    const at = placeOf(event);
    if (still || at === null || event.button !== 0) return;
    if (sketch.shape === 'polygon') return act({ do: 'corner', at });
    svg.current?.setPointerCapture(event.pointerId);
    setHeld({ from: at });
  };
  const up = (event: PointerEvent) => {
    const at = placeOf(event);
    if (held && at && 'from' in held && Math.abs(at[0] - held.from[0]) > 2 && Math.abs(at[1] - held.from[1]) > 2) act({ do: 'stretch', from: held.from, to: at });
    if (held && at && 'corner' in held) act({ do: 'move', index: held.corner, at });
    setHeld(null);
  };
  const grab = (corner: number) => (event: PointerEvent) => {
    if (still) return;
    event.stopPropagation();
    svg.current?.setPointerCapture(event.pointerId);
    setHeld({ corner });
  };
  return (
    <div className={styles.board}>
      <svg
        ref={svg} viewBox={`0 0 ${size.columns} ${size.rows}`} data-still={still} role="application" aria-label={t('canvas', { slot })}
        onPointerDown={down} onPointerUp={up} onDoubleClick={() => act({ do: 'close' })}
      >
        <image href={picture} width={size.columns} height={size.rows} preserveAspectRatio="none" />
        {children}
        <Line sketch={sketch} />
        {still ? null : <Handles sketch={sketch} size={size} grab={grab} act={act} />}
      </svg>
    </div>
  );
}

/** The line of a sketch by itself. */
export function Line({ sketch: { points, closed } }: { readonly sketch: Pick<Sketch, 'points' | 'closed'> }) {
  if (points.length === 0) return null;
  const text = points.map(([x, y]) => `${x},${y}`).join(' ');
  if (!closed) return <><polyline className={styles.under} points={text} /><polyline className={styles.shape} data-open points={text} /></>;
  return <><polygon className={styles.under} points={text} /><polygon className={styles.shape} points={text} /></>;
}

interface HandlesProps extends Pick<CanvasProps, 'sketch' | 'size' | 'act'> {
  readonly grab: (corner: number) => (event: PointerEvent) => void;
}

/** Corners that a pointer drags and arrow keys move. */
function Handles({ sketch, size, grab, act }: HandlesProps) {
  const t = useWords(drawingWords);
  const radius = Math.max(3, size.columns / 200);
  const nudge = (index: number, [x, y]: Corner) => (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    event.stopPropagation();
    const by = event.shiftKey ? 10 : 1;
    act({ do: 'move', index, at: withinPicture([x + arrow[0] * by, y + arrow[1] * by], size) });
  };
  return sketch.points.map((point, index) => (
    <circle key={index} className={styles.handle} cx={point[0]} cy={point[1]} r={radius} tabIndex={0} role="button" aria-label={t('corner', { n: index + 1 })} onPointerDown={grab(index)} onKeyDown={nudge(index, point)} />
  ));
}
