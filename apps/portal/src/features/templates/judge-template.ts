import type { TemplateLayout, TemplateView } from '@echocohort/contracts';

export const sameLayout = (a: TemplateLayout, b: TemplateLayout): boolean => a.manufacturer === b.manufacturer && a.model === b.model && a.software === b.software && a.rows === b.rows && a.columns === b.columns;

/** How many of the places of text reach into the kept area (for a polygon: into its bounds). */
export function textInside({ kept, textBeside }: Pick<TemplateView, 'kept' | 'textBeside'>): number {
  const bounds = kept.map((shape) => {
    if (shape.kind === 'rectangle') return shape;
    const [xs, ys] = [shape.points.map(([x]) => x), shape.points.map(([, y]) => y)];
    return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
  });
  return textBeside.filter((text) => bounds.some((area) => text.x0 <= area.x1 && text.x1 >= area.x0 && text.y0 <= area.y1 && text.y1 >= area.y0)).length;
}
