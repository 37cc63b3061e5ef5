/** Below this the engine's own sort is as quick. */
const FEW = 4096;
/** How many values a drawer holds on average. */
const IN_A_DRAWER = 4;
/** Up to so many values a drawer is put in order by moving neighbours. */
const MOVED = 32;
/** From so many unsorted values on, a drawer is spread over drawers of its own. */
const MANY = 2048;
/** So often values are spread anew before the engine's sort takes what is left; each time shrinks the range a thousandfold at least. */
const DEEPEST = 4;

/** Where each drawer ends, and the values laid into their drawers. */
interface Drawers {
  readonly ends: Uint32Array;
  readonly laid: Float64Array;
}

/** Lays values into drawers of equal width from the least to the greatest. Subtraction and multiplication keep the order, so drawers do. */
function drawersOf(values: Float64Array, low: number, scale: number, count: number): Drawers {
  const [ends, laid] = [new Uint32Array(count), new Float64Array(values.length)];
  for (let at = 0; at < values.length; at++) {
    const drawer = (((values[at] ?? 0) - low) * scale) | 0;
    ends[drawer] = (ends[drawer] ?? 0) + 1;
  }
  let start = 0;
  for (let drawer = 0; drawer < count; drawer++) {
    const own = ends[drawer] ?? 0;
    ends[drawer] = start;
    start += own;
  }
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    const drawer = ((value - low) * scale) | 0;
    const place = ends[drawer] ?? 0;
    ends[drawer] = place + 1;
    laid[place] = value;
  }
  return { ends, laid };
}

function moveNeighbours(values: Float64Array, from: number, end: number): void {
  for (let at = from + 1; at < end; at++) {
    const value = values[at] ?? 0;
    let place = at;
    while (place > from && (values[place - 1] ?? 0) > value) {
      values[place] = values[place - 1] ?? 0;
      place--;
    }
    values[place] = value;
  }
}

/** Whether a stretch is ascending already: ties, above all. */
function ascending(values: Float64Array, from: number, end: number): boolean {
  let at = from + 1;
  while (at < end && (values[at - 1] ?? 0) <= (values[at] ?? 0)) at++;
  return at >= end;
}

function spread(values: Float64Array, depth: number): Float64Array {
  let [low, high] = [Infinity, -Infinity];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const count = 2 ** Math.ceil(Math.log2(values.length / IN_A_DRAWER));
  const scale = (count - 1) / (high - low);
  // One value only, or a range beyond what doubles can divide.
  if (!(scale > 0 && Number.isFinite(scale))) return values.toSorted();
  const { ends, laid } = drawersOf(values, low, scale, count);
  let from = 0;
  for (let drawer = 0; drawer < count; drawer++) {
    const end = ends[drawer] ?? 0;
    if (end - from <= MOVED) moveNeighbours(laid, from, end);
    else if (!ascending(laid, from, end)) {
      const crowd = laid.subarray(from, end);
      if (crowd.length >= MANY && depth < DEEPEST) laid.set(spread(crowd, depth + 1), from);
      else crowd.sort();
    }
    from = end;
  }
  return laid;
}

/**
 * Ascending copy of finite doubles. Many of them are laid into drawers by their size first, a few in each, which is several times as quick as
 * comparing all with all; a crowded drawer is spread again, and what stays crowded is left to the engine's sort. Equal values need no work.
 */
export const sortedDoubles = (values: Float64Array): Float64Array => (values.length < FEW ? values.toSorted() : spread(values, 0));
