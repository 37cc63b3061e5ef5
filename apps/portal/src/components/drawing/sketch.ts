/** A corner in pixels of the stored image. */
export type Corner = readonly [x: number, y: number];
export type SketchShape = 'polygon' | 'rectangle';

/** What stands on the canvas: the saved outline, or what the person is drawing over it. */
export interface Sketch {
  readonly shape: SketchShape;
  readonly points: readonly Corner[];
  /** A polygon under the pen is open until it is closed; a rectangle is always closed. */
  readonly closed: boolean;
  /** Differs from what is saved. */
  readonly changed: boolean;
  /** Earlier states, newest last: the way back. */
  readonly past: readonly Omit<Sketch, 'past'>[];
}

export type SketchStep =
  | { readonly do: 'load'; readonly shape: SketchShape; readonly points: readonly Corner[] }
  | { readonly do: 'shape'; readonly shape: SketchShape }
  | { readonly do: 'corner'; readonly at: Corner }
  | { readonly do: 'stretch'; readonly from: Corner; readonly to: Corner }
  | { readonly do: 'move'; readonly index: number; readonly at: Corner }
  | { readonly do: 'close' }
  | { readonly do: 'clear' }
  | { readonly do: 'undo' };

export const EMPTY_SKETCH: Sketch = { shape: 'polygon', points: [], closed: false, changed: false, past: [] };
const WAYS_BACK = 100;

function step(before: Sketch, change: Partial<Sketch>): Sketch {
  const { past, ...now } = before;
  return { ...before, ...change, changed: true, past: [...past.slice(-WAYS_BACK), now] };
}

const box = ([ax, ay]: Corner, [bx, by]: Corner): Corner[] => {
  const [x0, x1, y0, y1] = [Math.min(ax, bx), Math.max(ax, bx), Math.min(ay, by), Math.max(ay, by)];
  return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]];
};

/** A corner of a rectangle takes its opposite as the fixed point; a polygon's corner moves alone. */
function moved({ shape, points }: Sketch, index: number, at: Corner): readonly Corner[] {
  const opposite = points[(index + 2) % 4];
  if (shape === 'rectangle' && opposite) return box(at, opposite);
  return points.map((point, place) => (place === index ? at : point));
}

function back(sketch: Sketch): Sketch {
  const before = sketch.past.at(-1);
  return before === undefined ? sketch : { ...before, past: sketch.past.slice(0, -1) };
}

/** One act of the person on the canvas. A step that means nothing leaves the sketch as it is. */
export function sketchStep(sketch: Sketch, act: SketchStep): Sketch {
  switch (act.do) {
    case 'load':
      return { shape: act.shape, points: act.points, closed: act.points.length > 0, changed: false, past: [] };
    case 'shape':
      return act.shape === sketch.shape ? sketch : step(sketch, { shape: act.shape, points: [], closed: false });
    case 'corner':
      return sketch.shape !== 'polygon' || sketch.closed ? sketch : step(sketch, { points: [...sketch.points, act.at] });
    case 'stretch':
      return step(sketch, { shape: 'rectangle', points: box(act.from, act.to), closed: true });
    case 'move':
      return act.index < sketch.points.length ? step(sketch, { points: moved(sketch, act.index, act.at) }) : sketch;
    case 'close':
      return sketch.closed || sketch.points.length < 3 ? sketch : step(sketch, { closed: true });
    case 'clear':
      return sketch.points.length === 0 ? sketch : step(sketch, { points: [], closed: false });
    case 'undo':
      return back(sketch);
  }
}

/** Whether the sketch can be saved as it is. */
export const canSave = ({ changed, closed, points }: Sketch): boolean => changed && (points.length === 0 || closed);

/** Keeps a corner inside the picture, to a tenth of a pixel. */
export function withinPicture([x, y]: Corner, { columns, rows }: { readonly columns: number; readonly rows: number }): Corner {
  const clamp = (value: number, most: number): number => Math.round(Math.min(most, Math.max(0, value)) * 10) / 10;
  return [clamp(x, columns), clamp(y, rows)];
}
