import type { SlotView } from '@echocohort/contracts';
import { SLOT_IMAGE_TYPES, SLOT_ROLES, type Slot } from '@echocohort/protocol';
import { z } from 'zod';

const words = z.object({ zh: z.string(), en: z.string() });
const slotRequirements = z.object({
  code: z.string(),
  order: z.number(),
  name: words,
  view: words,
  role: z.enum(SLOT_ROLES),
  imageType: z.enum(SLOT_IMAGE_TYPES),
  min: z.number(),
  max: z.number(),
  counted: z.boolean(),
  feeds: z.array(z.string()),
  minRows: z.number(),
  minColumns: z.number(),
  noCalipers: z.boolean(),
  seconds: z.object({ min: z.number(), max: z.number() }).optional(),
});

const parsed = new WeakMap<SlotView, Slot>();

/** The slot as the checks type it, out of what the API says of it; read once for each slot. */
export function slotOfView(view: SlotView): Slot {
  const known = parsed.get(view);
  if (known) return known;
  const slot = slotRequirements.parse(view.requirements);
  parsed.set(view, slot);
  return slot;
}
