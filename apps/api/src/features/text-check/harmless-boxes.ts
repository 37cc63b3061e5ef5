import { approvedBox, type TextBox } from '@echocohort/contracts';

/** How much of a found box a decision must cover to be about it. */
const COVERS = 0.9;

const area = ({ x0, y0, x1, y1 }: Omit<TextBox, 'frame'>): number => Math.max(0, x1 - x0 + 1) * Math.max(0, y1 - y0 + 1);

/** The boxes about which nobody at the centre has said that they are harmless. `approved` is what the centre stated when it sent the picture. */
export function undecidedBoxes(boxes: readonly TextBox[], approved: unknown): TextBox[] {
  const stated = approvedBox.array().safeParse(approved);
  const harmless = stated.success ? stated.data.filter(({ decision }) => decision === 'harmless') : [];
  const covers = (given: Omit<TextBox, 'frame'>, box: TextBox): boolean =>
    area({ x0: Math.max(given.x0, box.x0), y0: Math.max(given.y0, box.y0), x1: Math.min(given.x1, box.x1), y1: Math.min(given.y1, box.y1) }) >= COVERS * area(box);
  return boxes.filter((box) => !harmless.some((given) => covers(given, box)));
}
