import type { Rectangle, ScreenLayout } from '../prepared-file.ts';

const NEARLY_WHOLE = 0.95;

/** Those boxes that reach into one of the others. */
export const overlapping = (boxes: readonly Rectangle[], kept: readonly Rectangle[]): readonly Rectangle[] =>
  boxes.filter((box) => kept.some((area) => box.x0 <= area.x1 && box.x1 >= area.x0 && box.y0 <= area.y1 && box.y1 >= area.y0));

/** Why a kept area cannot be handed over yet; null when it can. The API judges again, and exactly. */
export function keptFault(kept: readonly Rectangle[], { rows, columns }: Pick<ScreenLayout, 'rows' | 'columns'>): 'needBox' | 'tooMuch' | null {
  if (kept.length === 0) return 'needBox';
  const area = kept.reduce((sum, { x0, y0, x1, y1 }) => sum + (x1 - x0 + 1) * (y1 - y0 + 1), 0);
  return area >= NEARLY_WHOLE * rows * columns ? 'tooMuch' : null;
}
