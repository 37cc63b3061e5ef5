/**
 * The u where a rising condition turns true, by bisection to the last digits. Quantiles are searched on a scale on which equal
 * steps are equal relative steps, so that tiny ones come out as exactly as large ones.
 */
export function turningPoint(reached: (u: number) => boolean, low: number, high: number): number {
  let [a, b] = [low, high];
  while (b - a > 2e-16 * Math.max(1, Math.abs(a), Math.abs(b))) {
    const middle = (a + b) / 2;
    if (middle <= a || middle >= b) break;
    if (reached(middle)) b = middle;
    else a = middle;
  }
  return (a + b) / 2;
}
